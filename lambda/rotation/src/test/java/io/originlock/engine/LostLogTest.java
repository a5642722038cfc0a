package io.originlock.engine;

import static io.originlock.engine.Reply.Outcome.DECLINED;
import static io.originlock.engine.Reply.Outcome.DONE;
import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.id;
import static io.originlock.engine.StillWorld.secret;
import static io.originlock.port.Prober.Verdict.PASSED;
import static io.originlock.port.Prober.Verdict.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.port.Presentation;
import io.originlock.port.Prober.Probe;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a lock says of itself, and what it does when its log was lost. */
class LostLogTest {
  private static final LockState IDLE = StillWorld.state(Stage.IDLE).with(new Times(T0, T0, T0));

  private final StillWorld still =
      StillWorld.anyOf().honouring(1).publishing(7, 1).presenting("E1", 1);

  @Test
  void aLogThatLostItsEndIsLookedAtAgainAndThenRefused() {
    still.logged(IDLE);
    still.publishing(IDLE.sequence() + 1, 1);

    assertThatThrownBy(() -> ask(Action.TICK, false))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("state log of lock prod")
        .hasMessageContaining("Use restore");

    assertThat(still.pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
    assertThat(still.writes).isEmpty();
  }

  @Test
  void aListingThatWasAMomentOldIsNoLoss() {
    still.logged(IDLE);
    LockState late = IDLE.change("late").build();
    still.publishing(late.sequence(), 1);
    still.meanwhile = () -> still.logged(late);

    assertThat(ask(Action.STATUS, false).state()).isEqualTo(late);
    assertThat(still.pauses).hasSize(1);
  }

  @Test
  void aWholeLogIsNotRestored() {
    still.logged(IDLE);
    Reply reply = ask(Action.RESTORE, true);
    assertThat(reply.outcome()).isEqualTo(DECLINED);
    assertThat(reply.message()).contains("nothing to restore");
    assertThat(reply.state()).isEqualTo(IDLE);

    still.log.clear();
    still.publishing(0).honouring();
    assertThat(ask(Action.RESTORE, true).state().stage()).isEqualTo(Stage.OPEN);
    assertThat(still.writes).isEmpty();
  }

  @Test
  void restoringSaysWhatItWouldDoAndDoesItWhenForced() {
    still.survivors.addAll(List.of(secret(1), secret(2)));
    still.now = T0.plusSeconds(60);

    Reply reply = ask(Action.RESTORE, false);
    assertThat(reply.outcome()).isEqualTo(DECLINED);
    assertThat(reply.message())
        .startsWith("Restoring would write state 8, idle, with g1 as the current secret and [g2]")
        .endsWith("Repeat it with force to do so.");
    assertThat(reply.state().current()).isEqualTo(secret(1));
    assertThat(still.writes).isEmpty();

    assertThat(ask(Action.RESTORE, true).message()).startsWith("Restored: wrote state 8");
    assertThat(still.log.keySet()).first().isEqualTo(8L);
    assertThat(still.writes).startsWith("write idle");
  }

  @Test
  void aRestoredStatesNumberIsAboveThoseOfTheLogAsWell() {
    still.survivors.add(secret(1));
    still.logged(IDLE.change("").build());
    still.publishing(20, 1);
    assertThat(ask(Action.RESTORE, false).message()).contains("write state 21");

    still.malformed = true;
    still.publishing(3, 1);
    assertThat(ask(Action.RESTORE, false).message()).contains("write state 9");
    assertThat(still.warnings).hasSize(1).first().asString().startsWith("R0");
  }

  @Test
  void aLogThatIsGoneWhileKeysAreLeftIsRestored() {
    still.survivors.add(secret(1));
    still.publishing(0);

    assertThat(ask(Action.RESTORE, false).message()).contains("write state 1,");
  }

  @Test
  void whereNothingIsLeftThereIsNothingToRestoreFrom() {
    still.presenting("E1").publishing(7);

    assertThatThrownBy(() -> ask(Action.RESTORE, true))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("found no secret of it")
        .hasMessageContaining("Engage it again");
  }

  @Test
  void statusTellsTheWholePictureAndChangesNothing() {
    LockState state = still.logged(StillWorld.state(Stage.PRESENT).with(new Times(T0, T0, null)));
    still.distributions.put(
        "E1",
        new Presentation(
            "E1", "1", Map.of("a", still.headers(1), "b", still.headers(2, 77)), false));
    still.presenting("E2", 2).honouring(1, 2);
    // One for the rules that are previewed, and one for the picture.
    still.through.put("E1", new ArrayDeque<>(List.of(REFUSED, REFUSED)));

    Reply reply = ask(Action.STATUS, false);

    assertThat(reply.outcome()).isEqualTo(DONE);
    assertThat(reply.message()).isEqualTo("The lock is present.");
    assertThat(reply.state()).isEqualTo(state);
    assertThat(reply.awaiting()).isPresent();
    Status status = reply.status().orElseThrow();
    assertThat(status.distributions()).hasSize(2);
    Status.Member first = status.distributions().get(0);
    assertThat(first.id()).isEqualTo("E1");
    assertThat(first.presents()).containsExactlyInAnyOrder(id(1), id(2));
    assertThat(first.foreign()).isEqualTo(1);
    assertThat(first.deployed()).isFalse();
    assertThat(first.viewer().map(Probe::verdict)).as("refused through it").contains(REFUSED);
    assertThat(status.distributions().get(1).viewer().map(Probe::verdict)).contains(PASSED);
    assertThat(status.distributions().get(1).foreign()).isZero();
    assertThat(status.honoured()).containsExactly(id(1), id(2));
    assertThat(status.examination().demands()).isEqualTo(still.demands);
    assertThat(status.history()).containsExactly(state);
    assertThat(still.writes).isEmpty();
  }

  @Test
  void statusOfNoLockAwaitsNothing() {
    still.publishing(0);

    Reply reply = ask(Action.STATUS, false);

    assertThat(reply.message()).isEqualTo("The lock is open.");
    assertThat(reply.awaiting()).isEmpty();
  }

  private Reply ask(Action action, boolean force) {
    return new Lock("prod", still.world(), StillWorld.SETTINGS, still, still, still)
        .handle(new Request(action, null, force, false), still.now);
  }
}
