package io.originlock.engine;

import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.id;
import static io.originlock.engine.StillWorld.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Retired;
import io.originlock.model.Secret;
import io.originlock.model.Sense;
import io.originlock.model.Stage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a lost log is rebuilt to: the secret that works today, and nothing that is sent is lost. */
class RestorationTest {
  private final StillWorld still = StillWorld.anyOf();

  @Test
  void nothingLeftIsNothingToRestore() {
    still.presenting("E1");

    assertThatThrownBy(this::plan).hasMessageContaining("found no secret of it");
  }

  @Test
  void theNewestSecretThatWorksTodayIsCurrent() {
    still.survivors.addAll(List.of(secret(3), secret(1), secret(2)));
    still.presenting("E1", 1).presenting("E2", 2).publishing(7, 2);

    LockState plan = plan();

    assertThat(plan.sequence()).isEqualTo(8);
    assertThat(plan.stage()).isEqualTo(Stage.IDLE);
    assertThat(plan.since()).isEqualTo(T0);
    assertThat(plan.current()).as("g3 is held, but nobody sends it").isEqualTo(secret(2));
    assertThat(plan.incoming()).isNull();
    assertThat(plan.retired())
        .extracting(Retired::secret)
        .as("newest first")
        .containsExactly(secret(3), secret(1));
    assertThat(plan.retired()).noneMatch(Retired::revoked).noneMatch(Retired::refused);
    assertThat(plan.secrets().lingering()).as("what is sent stays honoured").containsExactly(id(1));
    assertThat(plan.times().honoured()).isNull();
    assertThat(plan.times().settled()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"true, true, ENGAGE, false", "true, false, IDLE, true", "false, true, IDLE, true"})
  void aGateThatIsSeenOpenStaysSoUntilSomebodyAsks(
      boolean opensItself, boolean open, Stage stage, boolean enforced) {
    still.survivors.add(secret(1));
    still.presenting("E1", 1).honouring(1);
    still.opensItself = opensItself;
    still.open = open;

    LockState plan = plan();

    assertThat(plan.stage()).isEqualTo(stage);
    assertThat(plan.enforced()).isEqualTo(enforced);
  }

  @Test
  void whatIsPresentedAndLostByTheGateIsPutBackUnderANameOfItsOwn() {
    still.survivors.add(secret(4));
    still.presenting("E1", 1);

    LockState plan = plan();

    assertThat(plan.current()).isEqualTo(new Secret(id(5), secret(1).value(), T0));
    assertThat(plan.retired()).extracting(Retired::secret).containsExactly(secret(4));
    assertThat(plan.secrets().lingering()).isEmpty();
  }

  /** Somebody copied a key, its mark included. */
  @Test
  void secretsThatShareAnIdGetIdsOfTheirOwn() {
    Secret copy = new Secret(id(2), secret(9).value(), T0);
    still.survivors.addAll(List.of(secret(1), secret(2), copy));
    still.presenting("E1", 9);

    LockState plan = plan();

    assertThat(plan.current()).isEqualTo(new Secret(id(3), secret(9).value(), T0));
    assertThat(plan.retired()).extracting(Retired::secret).containsExactly(secret(2), secret(1));
    assertThat(Sense.problem(plan)).isEmpty();
  }

  /** Its state could not be read again. */
  @Test
  void anIdAfterWhichThereIsNoneIsNamed() {
    still.survivors.add(secret(999_999_999));
    still.presenting("E1", 1);

    assertThatThrownBy(this::plan)
        .isInstanceOf(LockException.class)
        .hasMessageContaining("secret g999999999")
        .hasMessageContaining("lower id");
  }

  @Test
  void whatWorksTodayComesBeforeWhatIsNewerAndLost() {
    still.survivors.add(secret(1));
    still.presenting("E1", 1).presenting("E2", 7);

    LockState plan = plan();

    assertThat(plan.current()).isEqualTo(secret(1));
    assertThat(plan.secrets().lingering()).containsExactly(id(2));
  }

  @Test
  void withoutAKeyLeftTheNamesStartAgainAndTheNewestIsCurrent() {
    still.presenting("E1", 6).presenting("E2", 7);

    LockState plan = plan();

    assertThat(plan.current()).isEqualTo(new Secret(id(2), secret(7).value(), T0));
    assertThat(plan.secrets().lingering()).containsExactly(id(1));
  }

  @Test
  void whatIsPublishedCountsAsPresented() {
    still.survivors.addAll(List.of(secret(1), secret(2)));
    still.presenting("E1").publishing(7, 1);

    assertThat(plan().current()).isEqualTo(secret(1));
  }

  @Test
  void whereNothingIsPresentedTheNewestHeldSecretIsCurrent() {
    still.survivors.addAll(List.of(secret(2), secret(1)));
    still.document = Optional.empty();

    assertThat(plan().current()).isEqualTo(secret(2));
    assertThat(plan().secrets().lingering()).isEmpty();
  }

  private LockState plan() {
    return new Restoration("prod", still.world(), still, still, still).plan();
  }
}
