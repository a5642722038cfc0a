package io.originlock.engine;

import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.id;
import static io.originlock.engine.StillWorld.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.model.Effort;
import io.originlock.model.LockState;
import io.originlock.model.Requests;
import io.originlock.model.Retired;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way from a state to the next: who is current, who is retired, and which times go on. */
class TransitionsTest {
  private static final Instant HONOURED = T0.minusSeconds(900);
  private static final Instant SERVED = T0.minusSeconds(1200);
  private static final Instant SETTLED = T0.minusSeconds(600);
  private static final Instant LATER = T0.plusSeconds(60);

  private final Transitions anyOf = new Transitions(Rollover.ANY_OF);
  private final Transitions allOf = new Transitions(Rollover.ALL_OF);

  @Test
  void aLockBeginsWithItsFirstSecretOnTheWay() {
    LockState state = Transitions.begin(1, secret(1), Requests.NONE.carriedOut("r"), T0);

    assertThat(state.stage()).isEqualTo(Stage.ENGAGE);
    assertThat(state.since()).isEqualTo(T0);
    assertThat(state.known()).containsExactly(secret(1));
    assertThat(state.requests().done()).containsExactly("r");
  }

  @ParameterizedTest
  @EnumSource(Rollover.class)
  void aRotationStartsWithTheRolloversFirstStage(Rollover rollover) {
    LockState idle = soaked(Stage.IDLE).change("").pending("earlier").build();

    LockState started = new Transitions(rollover).start(idle, secret(2), "now", LATER);

    assertThat(started.stage()).isEqualTo(rollover.rotation().get(0));
    assertThat(started.since()).isEqualTo(LATER);
    assertThat(started.incoming()).isEqualTo(secret(2));
    assertThat(started.requests().pending()).isNull();
    assertThat(started.requests().done()).containsExactly("now", "earlier");
    assertThat(started.sequence()).isEqualTo(idle.sequence() + 1);
  }

  @Test
  void aRememberedRotationIsCarriedOutOnceAndOneWithoutAnIdByNoName() {
    LockState idle = soaked(Stage.IDLE).change("").pending("same").build();

    assertThat(anyOf.start(idle, secret(2), "same", LATER).requests().done())
        .containsExactly("same");
    assertThat(anyOf.start(soaked(Stage.IDLE), secret(2), null, LATER).requests().done()).isEmpty();
  }

  /** What was true goes on being true only where the next stage wants nothing new of that side. */
  @ParameterizedTest
  @CsvSource({
    "ANY_OF, IDLE,      no,       served,   settled", // g2 is new to the gate alone
    "ALL_OF, IDLE,      honoured, honoured, no", // the edges are to send g2 as well
    "ANY_OF, ADMIT,     honoured, honoured, no", // what both were honoured since
    "ANY_OF, PRESENT,   honoured, served,   settled", // narrowing is nothing new
    "ALL_OF, PRESENT,   no,       served,   settled",
    "ALL_OF, REQUIRE,   honoured, honoured, no",
    "ANY_OF, RETREAT,   honoured, served,   settled",
    "ALL_OF, RETREAT,   honoured, honoured, no",
    "ANY_OF, ENGAGE,    no,       served,   settled", // the gate is to close
    "ANY_OF, DISENGAGE, honoured, honoured, no",
    "ANY_OF, WITHDRAW,  honoured, served,   settled"
  })
  void timesGoOnOnlyWhereNothingNewIsWanted(
      Rollover rollover, Stage stage, String honoured, String served, String settled) {
    Transitions transitions = new Transitions(rollover);
    LockState from = soaked(stage);

    LockState next =
        stage == Stage.IDLE
            ? transitions.start(from, secret(2), null, LATER)
            : transitions.advance(from, LATER);

    assertThat(next.times().honoured()).isEqualTo(time(honoured));
    assertThat(next.times().accepted()).isEqualTo(time(served));
    assertThat(next.times().settled()).isEqualTo(time(settled));
  }

  @Test
  void whatIsNotLetInYetIsServedLater() {
    LockState leaving = allOf.leave(soaked(Stage.REQUIRE), LATER);

    assertThat(leaving.times().accepted()).as("g2 is demanded, and g1 will be presented").isNull();
  }

  @Test
  void atARotationsEndTheIncomingSecretIsCurrentAndTheOldOneRetired() {
    LockState present =
        soaked(Stage.PRESENT)
            .change("")
            .repairs(Effort.NONE.again(T0))
            .attempts(all -> all.rotations(Effort.NONE.again(T0)))
            .build();

    LockState idle = anyOf.advance(present, LATER);

    assertThat(idle.stage()).isEqualTo(Stage.IDLE);
    assertThat(idle.current()).isEqualTo(secret(2));
    assertThat(idle.incoming()).isNull();
    assertThat(idle.retired()).containsExactly(new Retired(secret(1), LATER, false, false));
    assertThat(idle.attempts().repairs()).isEqualTo(Effort.NONE);
    assertThat(idle.attempts().rotations()).isEqualTo(Effort.NONE);
  }

  @Test
  void betweenTwoStagesOfARotationBothSecretsKeepTheirParts() {
    LockState present = anyOf.advance(soaked(Stage.ADMIT), LATER);

    assertThat(present.stage()).isEqualTo(Stage.PRESENT);
    assertThat(present.known()).containsExactly(secret(2), secret(1));
    assertThat(present.retired()).isEmpty();
  }

  @Test
  void engagingEndsWithTheSameSecret() {
    LockState idle = anyOf.advance(soaked(Stage.ENGAGE), LATER);

    assertThat(idle.stage()).isEqualTo(Stage.IDLE);
    assertThat(idle.current()).isEqualTo(secret(1));
    assertThat(idle.retired()).isEmpty();
  }

  @Test
  void aRetreatRetiresTheSecretThatDidNotWorkAndRemembersTheTries() {
    LockState retreat =
        soaked(Stage.RETREAT)
            .change("")
            .attempts(all -> all.rotations(Effort.NONE.again(T0)))
            .build();

    LockState idle = anyOf.advance(retreat, LATER);

    assertThat(idle.stage()).isEqualTo(Stage.IDLE);
    assertThat(idle.current()).isEqualTo(secret(1));
    assertThat(idle.incoming()).isNull();
    assertThat(idle.retired()).containsExactly(new Retired(secret(2), LATER, false, false));
    assertThat(idle.attempts().rotations().count()).isEqualTo(1);
  }

  @Test
  void aLockThatIsOffHasRetiredAllItsSecrets() {
    LockState open = anyOf.advance(soaked(Stage.WITHDRAW), LATER);

    assertThat(open.stage()).isEqualTo(Stage.OPEN);
    assertThat(open.current()).isNull();
    assertThat(open.retired()).extracting(Retired::secret).containsExactly(secret(1));
  }

  @Test
  void nothingFollowsARestingStage() {
    assertThatThrownBy(() -> anyOf.advance(soaked(Stage.IDLE), LATER))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("idle");
  }

  @Test
  void takingBackAsksForTheNextTryUntilItWasTriedOftenEnough() {
    LockState once = anyOf.takeBack(soaked(Stage.PRESENT), LATER);
    assertThat(once.stage()).isEqualTo(Stage.RETREAT);
    assertThat(once.attempts().rotations()).isEqualTo(new Effort(1, LATER));
    assertThat(once.requests().pending()).isEqualTo("try 2 after g2");
    assertThat(once.times().settled()).as("the edges go back").isNull();

    Effort twice = Effort.NONE.again(T0).again(T0);
    LockState last = soaked(Stage.PRESENT).change("").attempts(all -> all.rotations(twice)).build();
    assertThat(anyOf.takeBack(last, LATER).requests().pending()).isNull();
    assertThat(anyOf.takeBack(last, LATER).attempts().rotations().count())
        .isEqualTo(Patience.MOST_TRIES);
  }

  @Test
  void aRotationThatIsRememberedAlreadyIsTheNextTry() {
    LockState from = soaked(Stage.PRESENT).change("").pending("by hand").build();

    assertThat(anyOf.takeBack(from, LATER).requests().pending()).isEqualTo("by hand");
  }

  @Test
  void leavingWhileEdgesChangeOverHonoursBothAndLetsThemFinish() {
    LockState leaving = anyOf.leave(soaked(Stage.PRESENT).change("").pending("r").build(), LATER);

    assertThat(leaving.stage()).isEqualTo(Stage.DISENGAGE);
    assertThat(leaving.current()).isEqualTo(secret(2));
    assertThat(leaving.incoming()).isNull();
    assertThat(leaving.secrets().lingering()).containsExactly(id(1));
    assertThat(leaving.retired()).extracting(Retired::secret).containsExactly(secret(1));
    assertThat(leaving.requests().pending()).isNull();
    assertThat(leaving.times().settled()).isEqualTo(SETTLED);
  }

  @Test
  void leavingFromElsewhereChangesNoSecretsPart() {
    assertThat(anyOf.leave(soaked(Stage.ADMIT), LATER).known())
        .containsExactly(secret(2), secret(1));
    assertThat(anyOf.leave(soaked(Stage.ADMIT), LATER).retired()).isEmpty();
    assertThat(allOf.leave(soaked(Stage.PRESENT), LATER).current()).isEqualTo(secret(1));
  }

  @ParameterizedTest
  @CsvSource({
    "ENGAGE, ENGAGE",
    "IDLE, IDLE",
    "ADMIT, IDLE",
    "PRESENT, IDLE",
    "RETREAT, IDLE",
    "DISENGAGE, DISENGAGE",
    "WITHDRAW, WITHDRAW"
  })
  void aRevocationKillsEverythingAndStartsAfresh(Stage from, Stage to) {
    LockState before =
        soaked(from)
            .change("")
            .secrets(all -> all.retired(List.of(new Retired(secret(9), T0, false, true))))
            .linger(Set.of(id(9)))
            .pending("p")
            .repairs(Effort.NONE.again(T0))
            .attempts(all -> all.rotations(Effort.NONE.again(T0)))
            .build();

    LockState after = anyOf.revoke(before, secret(3), "r", LATER);

    assertThat(after.stage()).isEqualTo(to);
    assertThat(after.since()).isEqualTo(from == to && from != Stage.IDLE ? T0 : LATER);
    assertThat(after.current()).isEqualTo(secret(3));
    assertThat(after.incoming()).isNull();
    assertThat(after.retired()).isNotEmpty().allMatch(Retired::revoked);
    assertThat(after.retired()).as("to be seen refused once more").noneMatch(Retired::refused);
    assertThat(after.retired())
        .extracting(Retired::secret)
        .contains(secret(1), secret(9))
        .hasSize(from.rotating() ? 3 : 2);
    assertThat(after.secrets().lingering()).isEmpty();
    assertThat(after.requests().pending()).isNull();
    assertThat(after.times().honoured()).isNull();
    assertThat(after.times().accepted()).isNull();
    assertThat(after.times().settled()).isNull();
    assertThat(after.attempts().repairs()).isEqualTo(Effort.NONE);
    assertThat(after.attempts().rotations()).isEqualTo(Effort.NONE);
    assertThat(after.requests().done()).containsExactly("r");
    assertThat(anyOf.revoke(before, secret(3), null, LATER).requests().done()).isEmpty();
  }

  private static Instant time(String name) {
    return switch (name) {
      case "honoured" -> HONOURED;
      case "served" -> SERVED;
      case "settled" -> SETTLED;
      default -> null;
    };
  }

  private static LockState soaked(Stage stage) {
    return StillWorld.state(stage).with(new Times(HONOURED, SERVED, SETTLED));
  }
}
