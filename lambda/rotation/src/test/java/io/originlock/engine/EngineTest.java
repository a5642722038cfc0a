package io.originlock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.engine.Reply.Outcome;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.LostRaceException;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.model.Stage;
import io.originlock.port.Acceptance;
import io.originlock.simulation.SilentJournal;
import io.originlock.simulation.SimulatedLock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineTest {
  private static final Settings SETTINGS = SimulatedLock.shape(Acceptance.ANY_OF).settings();

  private static SimulatedLock lock(Acceptance acceptance) {
    return new SimulatedLock(SimulatedLock.shape(acceptance), 7, true);
  }

  private static SimulatedLock engaged(Acceptance acceptance) {
    SimulatedLock lock = lock(acceptance);
    lock.engage();
    lock.watch();
    return lock;
  }

  @ParameterizedTest
  @EnumSource(Acceptance.class)
  void rotatesWithoutARefusalAndLeavesOneSecret(Acceptance acceptance) {
    SimulatedLock lock = engaged(acceptance);
    lock.countChanges();

    lock.ask(Action.ROTATE);
    lock.settle();

    assertThat(lock.violations()).as(lock.story()).isEmpty();
    assertThat(lock.state().stage()).isEqualTo(Stage.IDLE);
    assertThat(lock.state().current().id()).isEqualTo(new SecretId(2));
    assertThat(lock.held()).containsExactly(new SecretId(2));
    // Two distributions: one UpdateDistribution more than with one, and once more where both
    // headers travel first.
    assertThat(lock.changes())
        .as(lock.story())
        .isLessThanOrEqualTo(acceptance == Acceptance.ANY_OF ? 13 : 16);
  }

  @Test
  void nothingIsTakenAwayBeforePropagationSoakAndGraceAreOver() {
    SimulatedLock lock = engaged(Acceptance.ANY_OF);
    lock.ask(Action.ROTATE);
    lock.settle();

    Instant settled =
        lock.log().stream()
            .filter(state -> state.stage() == Stage.PRESENT && state.times().settled() != null)
            .map(state -> state.times().settled())
            .findFirst()
            .orElseThrow();
    Instant narrowed =
        lock.log().stream()
            .filter(state -> state.stage() == Stage.IDLE && state.current().id().number() == 2)
            .map(LockState::since)
            .findFirst()
            .orElseThrow();
    assertThat(narrowed).isAfterOrEqualTo(settled.plus(SETTINGS.soak()).plus(SETTINGS.grace()));
  }

  @Test
  void anIdleTickWritesNothing() {
    SimulatedLock lock = engaged(Acceptance.ANY_OF);
    lock.countChanges();

    assertThat(lock.ask(Action.TICK).outcome()).isEqualTo(Outcome.DONE);

    assertThat(lock.changes()).isZero();
  }

  @Test
  void aScheduleDeliveredTwiceRotatesOnce() {
    SimulatedLock lock = engaged(Acceptance.ANY_OF);
    Request twice = new Request(Action.ROTATE, "2026-01-01T03:00:00Z", false, false);

    lock.ask(twice);
    assertThat(lock.ask(twice).outcome()).isEqualTo(Outcome.UNCHANGED);
    lock.settle();
    assertThat(lock.ask(twice).outcome()).isEqualTo(Outcome.UNCHANGED);

    assertThat(lock.state().current().id()).isEqualTo(new SecretId(2));
  }

  @Test
  void aRotationAskedForDuringAnotherIsRememberedOnce() {
    SimulatedLock lock = engaged(Acceptance.ANY_OF);
    lock.ask(Action.ROTATE);

    assertThat(lock.ask(Action.ROTATE).state().requests().pending()).isNotNull();
    assertThat(lock.ask(Action.ROTATE).outcome()).isEqualTo(Outcome.DECLINED);
    lock.settle();

    assertThat(lock.state().current().id()).isEqualTo(new SecretId(3));
    assertThat(lock.violations()).isEmpty();
  }

  @Test
  void pauseHoldsNewRotationsBackAndLetsTheRunningOneFinish() {
    SimulatedLock lock = engaged(Acceptance.ANY_OF);
    lock.ask(Action.ROTATE);
    lock.ask(Action.PAUSE);
    lock.settle();
    assertThat(lock.state().current().id()).isEqualTo(new SecretId(2));

    assertThat(lock.ask(Action.ROTATE).outcome()).isEqualTo(Outcome.DECLINED);
    lock.ask(Action.UNPAUSE);
    lock.ask(Action.ROTATE);
    lock.settle();

    assertThat(lock.state().current().id()).isEqualTo(new SecretId(3));
  }

  @Test
  void anOldHeaderPutBackStaysHonouredUntilItIsRepairedEverywhere() {
    SimulatedLock lock = engaged(Acceptance.ANY_OF);
    List<Header> old = lock.configured("E1");
    lock.ask(Action.ROTATE);
    while (lock.state().stage() != Stage.PRESENT || lock.state().times().settled() == null) {
      lock.time().sleep(Duration.ofSeconds(20));
      lock.ask(Action.TICK);
    }

    lock.write("E1", old);
    lock.settle();

    assertThat(lock.violations()).as(lock.story()).isEmpty();
    assertThat(lock.configured("E1")).isNotEqualTo(old).isEqualTo(lock.configured("E2"));
    assertThat(lock.held()).hasSize(1);
  }

  @Test
  void anOldHeaderPutBackAfterItsKeyIsGoneIsHonouredAgainBeforeTheRepair() {
    SimulatedLock lock = engaged(Acceptance.ANY_OF);
    List<Header> old = lock.configured("E1");
    lock.ask(Action.ROTATE);
    lock.settle();
    assertThat(lock.held()).hasSize(1);
    lock.lookAway();

    lock.write("E1", old);
    lock.time().sleep(Duration.ofSeconds(30));
    lock.ask(Action.TICK);
    assertThat(lock.held()).as("honoured again at the next tick").hasSize(2);
    // Once every host knows, nobody is refused any more, though edges still send the old header.
    lock.time().sleep(Duration.ofSeconds(60));
    lock.watch();
    lock.settle();

    assertThat(lock.violations()).as(lock.story()).isEmpty();
    assertThat(lock.held()).hasSize(1);
    assertThat(lock.configured("E1")).isEqualTo(lock.configured("E2"));
  }

  @Test
  void aKeyDeletedByHandIsPutBack() {
    SimulatedLock lock = engaged(Acceptance.ANY_OF);
    SecretId current = lock.state().current().id();
    lock.loseKey(current);
    lock.settle();
    assertThat(lock.held()).containsExactly(current);
  }

  @Test
  void aForeignKeyIsNeverDeleted() {
    SimulatedLock lock = engaged(Acceptance.ANY_OF);
    Secret foreign =
        new Secret(new SecretId(99), new SecretValue("somebody-elses"), lock.time().instant());
    lock.world().gate().adopt(foreign);
    lock.ask(Action.ROTATE);
    lock.settle();
    assertThat(lock.held()).containsExactlyInAnyOrder(new SecretId(100), new SecretId(99));
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"ENGAGE", "IDLE", "ADMIT", "PRESENT"})
  void revokeKillsEverythingKnownAtEveryStage(Stage stage) {
    SimulatedLock lock = lock(Acceptance.ANY_OF);
    lock.ask(Action.ENGAGE);
    if (stage != Stage.ENGAGE) {
      lock.settle();
    }
    if (stage == Stage.ADMIT || stage == Stage.PRESENT) {
      lock.ask(Action.ROTATE);
    }
    while (lock.state().stage() != stage) {
      lock.time().sleep(Duration.ofSeconds(35));
      lock.ask(Action.TICK);
    }
    List<SecretValue> leaked = lock.state().known().stream().map(Secret::value).toList();

    lock.ask(Action.REVOKE);
    assertThat(lock.heldValues()).doesNotContainAnyElementsOf(leaked).hasSize(1);
    lock.settle();

    assertThat(lock.state().stage()).isEqualTo(Stage.IDLE);
    assertThat(lock.configured("E1")).isEqualTo(lock.headers(lock.state().current().value()));
  }

  @Test
  void disengageRefusesWhileTheApiDemandsTheSecretUnlessForced() {
    SimulatedLock lock = engaged(Acceptance.ANY_OF);
    assertThatThrownBy(() -> lock.ask(Action.DISENGAGE))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("on one method (prod: GET /)");
    assertThat(lock.state().stage()).isEqualTo(Stage.IDLE);

    lock.lookAway();
    Reply reply = lock.ask(new Request(Action.DISENGAGE, "destroy", true, false));

    assertThat(reply.state().stage()).isEqualTo(Stage.OPEN);
    assertThat(lock.held()).isEmpty();
    assertThat(lock.log()).isEmpty();
    assertThat(lock.published().headers()).isEmpty();
    assertThat(lock.configured("E1")).isEmpty();
  }

  @Test
  void anOpenApiIsLockedAndUnlockedStepByStep() {
    SimulatedLock lock = new SimulatedLock(SimulatedLock.shape(Acceptance.ANY_OF), 3, false);
    lock.ask(Action.ENGAGE);
    lock.settle();
    lock.ask(Action.ROTATE);
    lock.settle();
    lock.ask(Action.DISENGAGE);
    lock.settle();
    assertThat(lock.log()).isEmpty();
    assertThat(lock.held()).isEmpty();
    assertThat(lock.configured("E1")).isEmpty();
  }

  @Test
  void aLostLogIsRefusedAndRestoredWithoutARefusal() {
    SimulatedLock lock = engaged(Acceptance.ANY_OF);
    lock.ask(Action.ROTATE);
    lock.loseLog();

    assertThatThrownBy(() -> lock.ask(Action.TICK))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("restore");
    assertThat(lock.ask(Action.RESTORE).outcome()).isEqualTo(Outcome.DECLINED);
    assertThat(lock.log()).isEmpty();
    lock.ask(new Request(Action.RESTORE, "by-hand", true, false));
    lock.settle();

    assertThat(lock.violations()).as(lock.story()).isEmpty();
    assertThat(lock.state().stage()).isEqualTo(Stage.IDLE);
    assertThat(lock.held()).hasSize(1);
    lock.ask(Action.ROTATE);
    lock.settle();
    assertThat(lock.violations()).as(lock.story()).isEmpty();
  }

  @Test
  void theSlowInvocationThatWakesUpLateChangesNothing() {
    SimulatedLock lock = engaged(Acceptance.ANY_OF);
    LockState asItWas = lock.state();
    lock.ask(Action.ROTATE);
    lock.settle();
    lock.countChanges();

    Engine slow = new Engine(lock.world(), SETTINGS, lock.time(), lock.time(), new SilentJournal());
    assertThatThrownBy(() -> slow.run(Position.read(asItWas), lock.time().instant()))
        .isInstanceOf(LostRaceException.class);

    assertThat(lock.changes()).isZero();
  }
}
