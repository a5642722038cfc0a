package io.originlock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.engine.Reply.Outcome;
import io.originlock.engine.SimulatedAws.Shape;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineTest {
  private static SimulatedAws aws(Rollover rollover) {
    return new SimulatedAws(
        new Shape(rollover, 2, 8, 4, Duration.ofMinutes(4), Duration.ofSeconds(60), true), 7);
  }

  private static SimulatedLock engaged(Rollover rollover) {
    SimulatedLock lock = new SimulatedLock(aws(rollover));
    lock.ask(Action.ENGAGE);
    lock.settle();
    lock.aws.watching = true;
    return lock;
  }

  @ParameterizedTest
  @EnumSource(Rollover.class)
  void rotatesWithoutARefusalAndLeavesOneSecret(Rollover rollover) {
    SimulatedLock lock = engaged(rollover);
    lock.aws.writes.clear();

    lock.ask(Action.ROTATE);
    lock.settle();

    assertThat(lock.aws.refusals).as(lock.story()).isEmpty();
    assertThat(lock.state().stage()).isEqualTo(Stage.IDLE);
    assertThat(lock.state().current().id()).isEqualTo(new SecretId(2));
    assertThat(lock.aws.held().keySet()).containsExactly(new SecretId(2));
    // Two distributions: one UpdateDistribution more than with one, and once more where both
    // headers travel first.
    assertThat(lock.aws.writes)
        .as(lock.story())
        .hasSizeLessThanOrEqualTo(rollover == Rollover.ANY_OF ? 13 : 16);
  }

  @Test
  void nothingIsTakenAwayBeforePropagationSoakAndGraceAreOver() {
    SimulatedLock lock = engaged(Rollover.ANY_OF);
    lock.ask(Action.ROTATE);
    lock.settle();

    Instant settled =
        lock.aws.log.values().stream()
            .filter(state -> state.stage() == Stage.PRESENT && state.settledAt() != null)
            .map(LockState::settledAt)
            .findFirst()
            .orElseThrow();
    Instant narrowed =
        lock.aws.log.values().stream()
            .filter(state -> state.stage() == Stage.IDLE && state.current().id().number() == 2)
            .map(LockState::since)
            .findFirst()
            .orElseThrow();
    assertThat(narrowed)
        .isAfterOrEqualTo(
            settled.plus(SimulatedLock.SETTINGS.soak()).plus(SimulatedLock.SETTINGS.grace()));
  }

  @Test
  void anIdleTickWritesNothing() {
    SimulatedLock lock = engaged(Rollover.ANY_OF);
    lock.aws.writes.clear();

    assertThat(lock.ask(Action.TICK).outcome()).isEqualTo(Outcome.DONE);

    assertThat(lock.aws.writes).isEmpty();
  }

  @Test
  void aScheduleDeliveredTwiceRotatesOnce() {
    SimulatedLock lock = engaged(Rollover.ANY_OF);
    Request twice = new Request(Action.ROTATE, "2026-01-01T03:00:00Z", false, false);

    lock.ask(twice);
    assertThat(lock.ask(twice).outcome()).isEqualTo(Outcome.UNCHANGED);
    lock.settle();
    assertThat(lock.ask(twice).outcome()).isEqualTo(Outcome.UNCHANGED);

    assertThat(lock.state().current().id()).isEqualTo(new SecretId(2));
  }

  @Test
  void aRotationAskedForDuringAnotherIsRememberedOnce() {
    SimulatedLock lock = engaged(Rollover.ANY_OF);
    lock.ask(Action.ROTATE);

    assertThat(lock.ask(Action.ROTATE).state().pending()).isNotNull();
    assertThat(lock.ask(Action.ROTATE).outcome()).isEqualTo(Outcome.DECLINED);
    lock.settle();

    assertThat(lock.state().current().id()).isEqualTo(new SecretId(3));
    assertThat(lock.aws.refusals).isEmpty();
  }

  @Test
  void pauseHoldsNewRotationsBackAndLetsTheRunningOneFinish() {
    SimulatedLock lock = engaged(Rollover.ANY_OF);
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
    SimulatedLock lock = engaged(Rollover.ANY_OF);
    List<Header> old = lock.aws.configured("E1");
    lock.ask(Action.ROTATE);
    while (lock.state().stage() != Stage.PRESENT || lock.state().settledAt() == null) {
      lock.aws.time.sleep(Duration.ofSeconds(20));
      lock.ask(Action.TICK);
    }

    lock.aws.foreignWrite("E1", old);
    lock.settle();

    assertThat(lock.aws.refusals).as(lock.story()).isEmpty();
    assertThat(lock.aws.configured("E1")).isNotEqualTo(old).isEqualTo(lock.aws.configured("E2"));
    assertThat(lock.aws.held()).hasSize(1);
  }

  @Test
  void anOldHeaderPutBackAfterItsKeyIsGoneIsHonouredAgainBeforeTheRepair() {
    SimulatedLock lock = engaged(Rollover.ANY_OF);
    List<Header> old = lock.aws.configured("E1");
    lock.ask(Action.ROTATE);
    lock.settle();
    assertThat(lock.aws.held()).hasSize(1);
    lock.aws.watching = false;

    lock.aws.foreignWrite("E1", old);
    lock.aws.time.sleep(Duration.ofSeconds(30));
    lock.ask(Action.TICK);
    assertThat(lock.aws.held()).as("honoured again at the next tick").hasSize(2);
    // Once every host knows, nobody is refused any more, though edges still send the old header.
    lock.aws.time.sleep(Duration.ofSeconds(60));
    lock.aws.watching = true;
    lock.settle();

    assertThat(lock.aws.refusals).as(lock.story()).isEmpty();
    assertThat(lock.aws.held()).hasSize(1);
    assertThat(lock.aws.configured("E1")).isEqualTo(lock.aws.configured("E2"));
  }

  @Test
  void aKeyDeletedByHandIsPutBack() {
    SimulatedLock lock = engaged(Rollover.ANY_OF);
    SecretId current = lock.state().current().id();
    lock.aws.loseKey(current);
    lock.settle();
    assertThat(lock.aws.held()).containsOnlyKeys(current);
  }

  @Test
  void aForeignKeyIsNeverDeleted() {
    SimulatedLock lock = engaged(Rollover.ANY_OF);
    Secret foreign =
        new Secret(new SecretId(99), new SecretValue("somebody-elses"), lock.aws.time.instant());
    lock.world().gate().adopt(foreign);
    lock.ask(Action.ROTATE);
    lock.settle();
    assertThat(lock.aws.held().keySet())
        .containsExactlyInAnyOrder(new SecretId(100), new SecretId(99));
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"ENGAGE", "IDLE", "ADMIT", "PRESENT"})
  void revokeKillsEverythingKnownAtEveryStage(Stage stage) {
    SimulatedLock lock = new SimulatedLock(aws(Rollover.ANY_OF));
    lock.ask(Action.ENGAGE);
    if (stage != Stage.ENGAGE) {
      lock.settle();
    }
    if (stage == Stage.ADMIT || stage == Stage.PRESENT) {
      lock.ask(Action.ROTATE);
    }
    while (lock.state().stage() != stage) {
      lock.aws.time.sleep(Duration.ofSeconds(35));
      lock.ask(Action.TICK);
    }
    List<SecretValue> leaked = lock.state().known().stream().map(Secret::value).toList();

    lock.ask(Action.REVOKE);
    assertThat(lock.aws.held().values()).doesNotContainAnyElementsOf(leaked).hasSize(1);
    lock.settle();

    assertThat(lock.state().stage()).isEqualTo(Stage.IDLE);
    assertThat(lock.aws.configured("E1"))
        .isEqualTo(lock.aws.headers(lock.state().current().value()));
  }

  @Test
  void disengageRefusesWhileTheApiDemandsTheSecretUnlessForced() {
    SimulatedLock lock = engaged(Rollover.ANY_OF);
    assertThatThrownBy(() -> lock.ask(Action.DISENGAGE))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("1 of 1 methods");
    assertThat(lock.state().stage()).isEqualTo(Stage.IDLE);

    lock.aws.watching = false;
    Reply reply = lock.ask(new Request(Action.DISENGAGE, "destroy", true, false));

    assertThat(reply.state().stage()).isEqualTo(Stage.OPEN);
    assertThat(lock.aws.held()).isEmpty();
    assertThat(lock.aws.log).isEmpty();
    assertThat(lock.aws.document.headers()).isEmpty();
    assertThat(lock.aws.configured("E1")).isEmpty();
  }

  @Test
  void anOpenApiIsLockedAndUnlockedStepByStep() {
    SimulatedAws open =
        new SimulatedAws(
            new Shape(
                Rollover.ANY_OF, 1, 8, 4, Duration.ofMinutes(4), Duration.ofSeconds(60), false),
            3);
    SimulatedLock lock = new SimulatedLock(open);
    lock.ask(Action.ENGAGE);
    lock.settle();
    lock.ask(Action.ROTATE);
    lock.settle();
    lock.ask(Action.DISENGAGE);
    lock.settle();
    assertThat(open.log).isEmpty();
    assertThat(open.held()).isEmpty();
    assertThat(open.configured("E1")).isEmpty();
  }

  @Test
  void aLostLogIsRefusedAndRestoredWithoutARefusal() {
    SimulatedLock lock = engaged(Rollover.ANY_OF);
    lock.ask(Action.ROTATE);
    lock.aws.log.clear();

    assertThatThrownBy(() -> lock.ask(Action.TICK))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("restore");
    assertThat(lock.ask(Action.RESTORE).outcome()).isEqualTo(Outcome.DECLINED);
    assertThat(lock.aws.log).isEmpty();
    lock.ask(new Request(Action.RESTORE, "by-hand", true, false));
    lock.settle();

    assertThat(lock.aws.refusals).as(lock.story()).isEmpty();
    assertThat(lock.state().stage()).isEqualTo(Stage.IDLE);
    assertThat(lock.aws.held()).hasSize(1);
    lock.ask(Action.ROTATE);
    lock.settle();
    assertThat(lock.aws.refusals).as(lock.story()).isEmpty();
  }

  @Test
  void theSlowInvocationThatWakesUpLateChangesNothing() {
    SimulatedLock lock = engaged(Rollover.ANY_OF);
    LockState asItWas = lock.state();
    lock.ask(Action.ROTATE);
    lock.settle();
    lock.aws.writes.clear();

    Engine slow =
        new Engine(lock.world(), SimulatedLock.SETTINGS, lock.aws.time, lock.aws.time, silent());
    assertThatThrownBy(() -> slow.run(asItWas, lock.aws.time.instant(), Engine.Manner.RESUMED))
        .isInstanceOf(LostRaceException.class);

    assertThat(lock.aws.writes).isEqualTo(Collections.emptyList());
  }

  private static Journal silent() {
    return new Journal() {
      @Override
      public void decided(String rule, String what) {}

      @Override
      public void warned(String rule, String what) {}

      @Override
      public void happened(Occurrence occurrence) {}
    };
  }
}
