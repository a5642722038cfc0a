package io.originlock.engine;

import static io.originlock.engine.Reply.Outcome.DECLINED;
import static io.originlock.engine.Reply.Outcome.DONE;
import static io.originlock.engine.Reply.Outcome.UNCHANGED;
import static io.originlock.engine.Reply.Outcome.WAITING;
import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.id;
import static io.originlock.engine.StillWorld.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.model.Effort;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.LostRaceException;
import io.originlock.model.SecretId;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.port.Demands;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a running lock answers to each request, and what it writes down for it. */
class LockTest {
  private static final LockState IDLE = StillWorld.state(Stage.IDLE).with(new Times(T0, T0, T0));

  private final StillWorld still =
      StillWorld.anyOf().honouring(1).publishing(7, 1).presenting("E1", 1);

  @BeforeEach
  void later() {
    still.now = T0.plus(Duration.ofMinutes(30));
  }

  @Test
  void aRotationIsWrittenDownBeforeAnythingIsDoneForIt() {
    still.logged(IDLE);

    Reply reply = ask(Action.ROTATE, "r1");

    assertThat(reply.outcome()).isEqualTo(WAITING);
    assertThat(reply.message()).isEqualTo("Rotation to g2 started.");
    assertThat(reply.state()).isEqualTo(still.newest());
    assertThat(reply.awaiting()).isPresent();
    assertThat(still.writes).startsWith("write admit", "honour [g1, g2]");
    assertThat(still.newest().requests().done()).containsExactly("r1");
  }

  @Test
  void aNewSecretsIdIsAboveEveryOneThatTheGateEverHeld() {
    still.logged(IDLE);
    still.honouring(1, 4);

    assertThat(ask(Action.ROTATE, "r1").state().incoming().id()).isEqualTo(id(5));
  }

  @Test
  void anIdThatTheGateHoldsForAStateThatWasLostIsNotUsedTwice() {
    still.logged(IDLE);
    still.honouring(1, 2);

    assertThat(ask(Action.ROTATE, "r1").state().incoming().id()).isEqualTo(id(3));
  }

  @Test
  void aGatesOlderSecretsDoNotHoldTheNumbersBack() {
    still.logged(IDLE.change("").retire(secret(7), T0, true).build().with(new Times(T0, T0, T0)));
    still.honouring(1);

    assertThat(ask(Action.ROTATE, "r1").state().incoming().id()).isEqualTo(id(8));
  }

  @Test
  void aRequestThatWasSeenIsNotCarriedOutAgain() {
    still.logged(IDLE.change("").requests(all -> all.carriedOut("r1")).build());

    assertThat(ask(Action.ROTATE, "r1").outcome()).isEqualTo(UNCHANGED);
    assertThat(ask(Action.REVOKE, "r1").outcome()).isEqualTo(UNCHANGED);
    assertThat(still.newest().current()).isEqualTo(secret(1));
    assertThat(ask(Action.ROTATE, null).message()).isEqualTo("Rotation to g2 started.");
  }

  @Test
  void aRequestWithoutAnIdIsRememberedByItsTime() {
    still.presenting("E1", 1).honouring(1, 2);
    still.logged(StillWorld.state(Stage.ADMIT).with(new Times(still.now, T0, T0)));

    Reply reply = ask(Action.ROTATE, null);

    assertThat(reply.outcome()).isEqualTo(WAITING);
    assertThat(reply.state().requests().pending()).isEqualTo("at " + still.now);
    assertThat(ask(Action.ROTATE, "r2").message()).contains("is remembered already");
  }

  @Test
  void aRotationThatWaitsForItsNextTryIsStartedByAnotherRequest() {
    Effort tried = new Effort(1, still.now);
    still.logged(
        IDLE.change("").pending("try 2 after g2").attempts(all -> all.rotations(tried)).build());

    assertThat(ask(Action.ROTATE, "by hand").message()).isEqualTo("Rotation to g2 started.");
    assertThat(still.newest().requests().done()).containsExactly("by hand", "try 2 after g2");
  }

  @Test
  void aRotationThatIsRememberedAndNotATryIsNotStartedTwice() {
    still.logged(IDLE.change("").pending("earlier").requests(all -> all.paused(false)).build());

    Reply reply = ask(Action.ROTATE, "r2");

    assertThat(reply.outcome()).isEqualTo(DECLINED);
    assertThat(reply.message()).contains("earlier");
    assertThat(still.newest().requests().done())
        .as("the tick in it began it")
        .containsExactly("earlier");
  }

  @Test
  void aPausedLockDeclinesRotationsByName() {
    still.logged(IDLE);

    assertThat(ask(Action.PAUSE, null).message()).contains("are paused");
    assertThat(still.newest().requests().paused()).isTrue();
    assertThat(ask(Action.PAUSE, null).outcome()).isEqualTo(UNCHANGED);
    assertThat(ask(Action.ROTATE, "r1").outcome()).isEqualTo(DECLINED);
    assertThat(ask(Action.UNPAUSE, null).message()).contains("are unpaused");
    assertThat(still.newest().requests().paused()).isFalse();
    assertThat(ask(Action.UNPAUSE, null).outcome()).isEqualTo(UNCHANGED);
  }

  @Test
  void aRevocationKillsTheOldSecretAtOnce() {
    still.logged(IDLE);

    Reply reply = ask(Action.REVOKE, "leak");

    assertThat(reply.message()).startsWith("Everything before g2 is revoked.");
    assertThat(still.writes)
        .startsWith("write idle", "honour [g2]", "write idle", "publish [g101]", "tell E1 [g101]");
    assertThat(still.held).containsExactly(id(2));
  }

  @Test
  void aLockIsNotTakenOffAnApiThatDemandsTheSecret() {
    still.logged(IDLE);
    still.demands =
        new Demands(List.of("prod: GET /a"), 3, List.of("prod: GET /b", "prod: PUT /b"), true);

    assertThatThrownBy(() -> ask(Action.DISENGAGE, null))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("2 methods (prod: GET /b, prod: PUT /b)");
    assertThat(still.writes).isEmpty();
  }

  @Test
  void aLockIsNotTakenOffEdgesThatSendNothingWithoutItsSecret() {
    still.logged(IDLE);
    still.presenting("E1", 1).needing("E2", 1);
    still.demands = new Demands(List.of("prod: GET /a"), 1, List.of(), true);

    assertThatThrownBy(() -> ask(Action.DISENGAGE, null))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("edges of E2 run a function")
        .hasMessageContaining("wait until CloudFront says Deployed");
    assertThat(still.writes).isEmpty();

    lock().handle(new Request(Action.DISENGAGE, null, true, false), still.now);
    assertThat(still.writes).startsWith("write disengage");
  }

  @Test
  void aGateThatTheWorkerOpensIsNotAskedWhetherItIsOpen() {
    still.logged(IDLE);
    still.opensItself = true;

    assertThat(ask(Action.DISENGAGE, null).message()).isEqualTo("The lock is being taken off.");
    assertThat(still.writes).startsWith("write disengage", "honour [g1] open");
  }

  @Test
  void whoForcesALockOffWaitsForNothing() {
    still.logged(IDLE);

    Reply reply = lock().handle(new Request(Action.DISENGAGE, null, true, false), still.now);

    assertThat(reply.outcome()).isEqualTo(DONE);
    assertThat(reply.state().stage()).isEqualTo(Stage.OPEN);
    assertThat(still.log).isEmpty();
  }

  @Test
  void forceHurriesNothingElse() {
    still.logged(IDLE);

    Reply reply = lock().handle(new Request(Action.ROTATE, "r", true, false), still.now);

    assertThat(reply.outcome()).isEqualTo(WAITING);
    assertThat(reply.state().stage()).isEqualTo(Stage.ADMIT);
  }

  @Test
  void aTickAtRestIsDoneAndOneWithoutALockHasNothingToDo() {
    assertThat(StillWorld.anyOf().writes).isEmpty();
    Reply none = new Asked(StillWorld.anyOf()).of(Action.TICK);
    assertThat(none.outcome()).isEqualTo(UNCHANGED);
    assertThat(none.message()).isEqualTo("There is no lock.");
    assertThat(none.state().stage()).isEqualTo(Stage.OPEN);

    still.logged(IDLE);
    Reply reply = ask(Action.TICK, null);
    assertThat(reply.outcome()).isEqualTo(DONE);
    assertThat(reply.message()).isEqualTo("Went on from idle.");
  }

  @Test
  void whatIsRefusedSaysWhatToDo() {
    assertThatThrownBy(() -> new Asked(StillWorld.anyOf()).of(Action.ROTATE))
        .hasMessageContaining("rotate is refused while it is open")
        .hasMessageContaining("Engage the lock first.");

    still.logged(StillWorld.state(Stage.WITHDRAW));
    assertThatThrownBy(() -> ask(Action.ENGAGE, null))
        .hasMessageContaining("engage is refused while it is withdraw")
        .hasMessageContaining("wait until it is open");
  }

  @Test
  void whoLosesARaceReadsAgainAndGoesOnFromThere() {
    still.logged(IDLE);
    Lock lock = lock();
    boolean[] first = {true};
    still.beforeAppend =
        () -> {
          if (first[0]) {
            first[0] = false;
            still.logged(
                IDLE.change("another's").requests(all -> all.carriedOut("another's")).build());
          }
        };

    Reply reply = lock.handle(new Request(Action.ROTATE, "r1", false, false), still.now);

    assertThat(reply.message()).isEqualTo("Rotation to g2 started.");
    assertThat(still.newest().requests().done()).containsExactly("r1", "another's");
    assertThat(still.rules).startsWith("R0");
  }

  @Test
  void whoLosesEveryRaceMeetsAFault() {
    still.logged(IDLE);
    int[] races = {0};
    still.beforeAppend =
        () -> {
          races[0]++;
          still.logged(still.newest().change("another's").build());
        };

    assertThatThrownBy(() -> ask(Action.ROTATE, "r1")).isInstanceOf(LostRaceException.class);
    assertThat(races[0]).isEqualTo(5);
  }

  @Test
  void whoIsOvertakenHalfWayLeavesTheRestToTheOther() {
    still.logged(IDLE);
    still.meanwhile =
        () -> {
          still.meanwhile = () -> {};
          still.logged(still.newest().change("another's").build());
        };

    Reply reply = ask(Action.ROTATE, "r1");

    assertThat(reply.outcome()).isEqualTo(WAITING);
    assertThat(reply.message()).endsWith("Another invocation carries on.");
    assertThat(reply.state()).isEqualTo(still.newest());
    assertThat(still.writes).as("nothing was done").containsExactly("write admit");
    assertThat(still.rules).containsExactly("R0");
  }

  @Test
  void aRevocationSaysWhatAnothersKeyStillLetsIn() {
    still.logged(IDLE);
    still.others.add(new SecretId(1));

    assertThat(ask(Action.REVOKE, "r1").message()).endsWith("g1 is let in by another's key.");
  }

  @Test
  void whoIsOvertakenByTheEndOfTheLockFindsNone() {
    still.logged(IDLE);
    still.meanwhile = still.log::clear;

    assertThat(ask(Action.ROTATE, "r1").state().stage()).isEqualTo(Stage.OPEN);
  }

  private Lock lock() {
    return new Asked(still).lock();
  }

  private Reply ask(Action action, String id) {
    return lock().handle(new Request(action, id, false, false), still.now);
  }

  /** Somebody who asks a lock in this world. */
  private record Asked(StillWorld still) {
    Lock lock() {
      return new Lock("prod", still.world(), StillWorld.SETTINGS, still, still, still);
    }

    Reply of(Action action) {
      return lock().handle(new Request(action, null, false, false), still.now);
    }
  }
}
