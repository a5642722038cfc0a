package io.originlock.engine;

import static io.originlock.engine.Reply.Outcome.UNCHANGED;
import static io.originlock.engine.Reply.Outcome.WAITING;
import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.id;
import static io.originlock.engine.StillWorld.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Secret;
import io.originlock.model.Stage;
import io.originlock.port.Presentation;
import io.originlock.port.Published.Document;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a lock begins: with a secret of its own, or with the one that the distributions send. */
class EngageTest {
  private final StillWorld still = StillWorld.anyOf().presenting("E1").presenting("E2");

  @Test
  void theFirstSecretIsWrittenDownAndThenSent() {
    Reply reply = engage(false, false);

    assertThat(reply.outcome()).isEqualTo(WAITING);
    assertThat(reply.message()).isEqualTo("Engaged with g1.");
    assertThat(still.writes)
        .containsExactly(
            "write engage",
            "honour [g1] open",
            "write engage",
            "publish [g101]",
            "tell E1 [g101]",
            "tell E2 [g101]");
    assertThat(still.newest().requests().done()).containsExactly("by hand");
    assertThat(still.log.keySet()).first().isEqualTo(1L);
  }

  @Test
  void keysOfALockWhoseStateWasLostAreNotTakenForItsFirst() {
    still.honouring(3);

    assertThat(engage(false, false).message()).isEqualTo("Engaged with g4.");
  }

  @Test
  void withoutTheParameterThatTerraformMakesNothingIsWritten() {
    still.document = Optional.empty();

    assertThatThrownBy(() -> engage(false, false))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("published parameter of lock prod")
        .hasMessageContaining("apply the lock module first");
    assertThat(still.writes).isEmpty();
  }

  @Test
  void aHeaderThatIsSentTodayIsNotReplacedUnasked() {
    still.presenting("E2", 9);

    assertThatThrownBy(() -> engage(false, false))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("distribution E2:")
        .hasMessageContaining("with adopt to take it over, with force to replace it");
    assertThat(still.writes).isEmpty();

    assertThat(engage(true, false).message()).isEqualTo("Engaged with g1.");
    assertThat(still.newest().current().value()).isNotEqualTo(secret(9).value());
  }

  @Test
  void theHeaderThatIsSentEverywhereIsTakenOver() {
    still.presenting("E1", 9).presenting("E2", 9);

    engage(false, true);

    assertThat(still.writes).startsWith("adopt g1", "write engage");
    assertThat(still.newest().current()).isEqualTo(new Secret(id(1), secret(9).value(), T0));
  }

  @Test
  void whatIsNotSentOnEveryOriginIsNotTakenOver() {
    still.distributions.put(
        "E1", new Presentation("E1", "1", Map.of("a", still.headers(9), "b", List.of()), true));
    still.presenting("E2", 9);

    assertThatThrownBy(() -> engage(false, true))
        .hasMessageContaining("found 1 different secrets, not on every origin");
    assertThat(still.writes).isEmpty();
  }

  @Test
  void theHeaderThatTerraformPublishedIsTakenOverWhereItIsSent() {
    still.document = Optional.of(new Document(0, still.headers(9)));
    still.presenting("E1", 9);

    engage(false, true);

    assertThat(still.writes).startsWith("adopt g1", "write engage");
    assertThat(still.newest().current().value()).isEqualTo(secret(9).value());
  }

  @Test
  void aHeaderThatIsNotTheOneThatIsSentIsNotTakenOver() {
    still.document = Optional.of(new Document(0, still.headers(8)));
    still.presenting("E1", 9);

    assertThatThrownBy(() -> engage(false, true))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("is not the one that E1 sends")
        .hasMessageNotContaining(secret(8).value().reveal())
        .hasMessageNotContaining(secret(9).value().reveal());
    assertThat(still.writes).isEmpty();
  }

  @Test
  void twoDifferentHeadersAreNotTakenOver() {
    still.presenting("E1", 8).presenting("E2", 9);

    assertThatThrownBy(() -> engage(false, true))
        .hasMessageContaining("found 2 different secrets, on every origin");
  }

  @Test
  void engagingAgainGoesOnAndFinishesATakeOverThatWasCutShort() {
    still.presenting("E1", 1).presenting("E2", 1).honouring(1);
    still.logged(StillWorld.state(Stage.ENGAGE));

    Reply reply = engage(false, true);

    assertThat(reply.outcome()).isEqualTo(UNCHANGED);
    assertThat(reply.message()).isEqualTo("The lock was engaged before.");
    assertThat(still.writes).startsWith("adopt g1");

    still.writes.clear();
    engage(false, false);
    assertThat(still.writes).doesNotContain("adopt g1");
  }

  @Test
  void aLockThatIsIdleTakesNothingOver() {
    still.presenting("E1", 1).presenting("E2", 1).honouring(1);
    still.logged(StillWorld.state(Stage.IDLE));

    engage(false, true);

    assertThat(still.writes).doesNotContain("adopt g1");
  }

  @Test
  void aCleanUpThatWasCutShortIsFinishedFirst() {
    still.honouring(1);
    still.logged(LockState.open(T0).change("").retire(secret(1), T0, false).build());

    engage(false, false);

    assertThat(still.writes).startsWith("honour [] open", "erase", "write engage");
  }

  private Reply engage(boolean force, boolean adopt) {
    return new Lock("prod", still.world(), StillWorld.SETTINGS, still, still, still)
        .handle(new Request(Action.ENGAGE, "by hand", force, adopt), still.now);
  }
}
