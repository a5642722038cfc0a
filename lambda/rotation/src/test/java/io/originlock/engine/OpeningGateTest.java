package io.originlock.engine;

import static io.originlock.engine.StillWorld.SETTINGS;
import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.model.Effort;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.model.Wait;
import io.originlock.port.ObservedGate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gate that is one document: the worker opens and closes it, and nothing else belongs there. */
class OpeningGateTest {
  private static final LockState IDLE = StillWorld.state(Stage.IDLE).with(new Times(T0, T0, T0));

  private final StillWorld still =
      StillWorld.anyOf().honouring(1).publishing(7, 1).presenting("E1", 1);

  @BeforeEach
  void opensItself() {
    still.opensItself = true;
    still.now = T0.plus(SETTINGS.soak());
  }

  @Test
  void itClosesOnceTheLockIsEngaged() {
    still.open = true;

    still.run(IDLE.with(new Times(null, T0, T0)), Position::written);

    assertThat(still.writes).startsWith("honour [g1]", "write idle");
    assertThat(still.open).isFalse();
    assertThat(still.newest().attempts().repairs()).isEqualTo(Effort.NONE);
    assertThat(still.sayings).contains("The gate honours [g1].");
  }

  @Test
  void itSaysSoWhereItLetsEveryoneIn() {
    still.run(StillWorld.state(Stage.ENGAGE).with(new Times(null, null, T0)));

    assertThat(still.sayings).contains("The gate honours [g1], and lets everyone in.");
  }

  @Test
  void whatSomebodyOpenedStaysOpenUntilEveryEdgeHasTheSecretForASoak() {
    still.open = true;
    still.now = T0.plus(SETTINGS.soak()).minusMillis(1);
    Wait wait = still.run(IDLE).awaiting().orElseThrow();
    assertThat(still.writes).isEmpty();
    assertThat(wait.notBefore()).isEqualTo(T0.plus(SETTINGS.soak()));

    still.now = T0.plus(SETTINGS.soak());
    still.run(IDLE);
    assertThat(still.writes).startsWith("write idle", "honour [g1]", "write idle");
    assertThat(still.sayings).startsWith("The gate is not as the lock left it: it is put right.");
    assertThat(still.open).isFalse();
    LockState noticed = still.log.get(IDLE.sequence() + 1);
    assertThat(noticed.attempts().repairs().count()).isEqualTo(1);
    assertThat(noticed.reason()).isEqualTo("the gate was changed");
  }

  @Test
  void whatSomebodyOpenedStaysOpenWhileAnEdgeIsBehind() {
    still.open = true;
    still.spreading("E2", 1);

    Wait wait = still.run(IDLE).awaiting().orElseThrow();

    assertThat(still.writes).isEmpty();
    assertThat(wait.awaiting()).contains("change of E2");
  }

  @Test
  void anEmptiedDocumentIsFilledAtOnceAndClosedWithIt() {
    still.open = true;
    still.honouring();

    still.run(IDLE);

    assertThat(still.writes).startsWith("write idle", "honour [g1]", "write idle");
    assertThat(still.sayings).startsWith("The gate lacks a secret that it had: it is put back.");
    assertThat(still.open).isFalse();
  }

  @Test
  void whatSomebodyAddedGoesOnceNothingCanBeSendingIt() {
    still.exact = false;
    still.now = T0.plus(SETTINGS.soak()).minusMillis(1);
    still.run(IDLE);
    assertThat(still.writes).isEmpty();

    still.now = T0.plus(SETTINGS.soak());
    still.run(IDLE);
    assertThat(still.writes).startsWith("write idle", "honour [g1]", "write idle");
    assertThat(still.exact).isTrue();
  }

  @Test
  void aSecondWriterOfTheDocumentIsMetLaterEachTime() {
    still.exact = false;
    LockState fought = IDLE.change("").repairs(new Effort(4, still.now)).build();

    Wait wait = still.run(fought).awaiting().orElseThrow();

    assertThat(still.writes).isEmpty();
    assertThat(still.rules).containsExactly("FIGHT");
    assertThat(wait.check()).contains("CloudTrail");
  }

  @Test
  void aChangeThatSomebodyElseWasQuickerWithIsLookedAtAgain() {
    still.honouring();
    still.overtakenGate = 1;

    still.run(IDLE.with(new Times(null, null, T0)));

    assertThat(still.writes).startsWith("honour [g1]", "write idle");
    assertThat(still.sayings)
        .startsWith("The gate was changed since it was looked at. It is looked at again.");
  }

  @Test
  void aGateThatIsNeverAsItWasIsLeftForTheNextTick() {
    still.honouring();
    still.overtakenGate = 1_000;

    Wait wait = still.run(IDLE.with(new Times(null, null, T0))).awaiting().orElseThrow();

    assertThat(still.writes).isEmpty();
    assertThat(still.rules).contains("FIGHT");
    assertThat(wait.awaiting()).contains("what was put in place to stay there");
  }

  @Test
  void aLockIsNotEngagedBeforeAGateThatIsNotReady() {
    still.publishing(0);
    still.unready = Optional.of(new LockException("stage prod", "it has no gate.", "Mend it."));
    Lock lock = new Lock("prod", still.world(), SETTINGS, still, still, still);

    assertThatThrownBy(() -> lock.handle(new Request(Action.ENGAGE, "r", false, false), still.now))
        .hasMessageContaining("it has no gate");
    assertThat(still.writes).isEmpty();
  }

  @Test
  void aPlanSaysWhatIsOpenAndWhatIsNotTheLocks() {
    GateDifference closed =
        plan(Stage.IDLE, new ObservedGate(Set.of(id(1)), false, true, ""), true);
    assertThat(closed.differs()).isFalse();
    assertThat(closed.foreign()).isFalse();
    assertThat(closed.desired().alone()).isTrue();

    GateDifference opened =
        plan(Stage.IDLE, new ObservedGate(Set.of(id(1)), true, true, ""), false);
    assertThat(opened.differs()).isFalse();
    assertThat(opened.desired().alone()).isFalse();
    assertThat(opened.keptOpen()).isTrue();

    GateDifference toClose =
        plan(Stage.IDLE, new ObservedGate(Set.of(id(1)), true, true, ""), true);
    assertThat(toClose.differs()).isTrue();
    assertThat(toClose.foreign()).isTrue();
    assertThat(toClose.keptOpen()).isFalse();

    GateDifference toOpen =
        plan(Stage.ENGAGE, new ObservedGate(Set.of(id(1)), false, true, ""), false);
    assertThat(toOpen.differs()).isTrue();
    assertThat(toOpen.foreign()).isFalse();
    assertThat(toOpen.keptOpen()).isFalse();
  }

  private static GateDifference plan(Stage stage, ObservedGate gate, boolean mayNarrow) {
    return GateDifference.of(
        Rollover.ANY_OF,
        StillWorld.state(stage),
        Rollover.ANY_OF.plan(stage),
        true,
        gate,
        mayNarrow);
  }

  @Test
  void whatTheOwnersGateDoesIsNoneOfTheLocksBusiness() {
    ObservedGate odd = new ObservedGate(Set.of(id(1)), true, false, "");

    GateDifference plan =
        GateDifference.of(
            Rollover.ANY_OF, IDLE, Rollover.ANY_OF.plan(Stage.IDLE), false, odd, true);

    assertThat(plan.differs()).isFalse();
    assertThat(plan.foreign()).isFalse();
    assertThat(plan.desired().open()).isFalse();
    assertThat(List.copyOf(odd.honoured())).containsExactly(id(1));
  }
}
