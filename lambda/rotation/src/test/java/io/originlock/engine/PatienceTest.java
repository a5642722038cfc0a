package io.originlock.engine;

import static io.originlock.engine.StillWorld.SETTINGS;
import static io.originlock.engine.StillWorld.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.Effort;
import io.originlock.model.LockState;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.model.Wait;
import io.originlock.port.Prober.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long one invocation waits, when it gives up, and when a wait is reported. */
class PatienceTest {
  private static final LockState PRESENT =
      StillWorld.state(Stage.PRESENT).with(new Times(T0, T0, null));

  private final StillWorld still = StillWorld.anyOf().honouring(1, 2).publishing(7, 2);

  @Test
  void aWaitWithoutAKnownEndIsPolledUntilTheDeadline() {
    still.spreading("E1", 2);

    still.engine().run(Position.read(still.logged(PRESENT)), T0.plusSeconds(4));

    assertThat(still.pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
  }

  @Test
  void aWaitWithAKnownEndIsSleptThroughIfTheDeadlineAllows() {
    still.presenting("E1", 2);
    LockState settled = PRESENT.with(new Times(T0, T0, T0));

    still.engine().run(Position.read(still.logged(settled)), T0.plusSeconds(299));
    assertThat(still.pauses).isEmpty();

    still.engine().run(Position.read(settled), T0.plusSeconds(300));
    assertThat(still.pauses).containsExactly(SETTINGS.soak());
  }

  @Test
  void whoWritesAndWritesWithoutEndStopsAndSaysSo() {
    still.presenting("E1", 1).publishing(7, 1).honouring(1);
    still.meanwhile = still.held::clear;
    LockState idle = StillWorld.state(Stage.IDLE).with(new Times(T0, T0, T0));

    Step progress =
        still.engine().run(Position.read(still.logged(idle)), T0.plus(Duration.ofDays(1)));

    Wait wait = progress.awaiting().orElseThrow();
    assertThat(wait.awaiting()).isEqualTo("what was put in place to stay there");
    assertThat(wait.notBefore()).isNull();
    assertThat(progress.state()).isEqualTo(still.newest());
    assertThat(still.log).hasSize(21);
    assertThat(still.rules).endsWith("FIGHT");
    assertThat(still.warnings).last().asString().startsWith("R0 Nothing stays");
  }

  @Test
  void aWaitThatTakesLongerThanUsualIsReported() {
    still.spreading("E1", 2).now = T0.plus(Patience.USUAL).minusMillis(1);
    assertThat(still.run(PRESENT).awaiting().orElseThrow().awaiting()).doesNotContain("usual");
    assertThat(still.rules).isEmpty();

    still.now = T0.plus(Patience.USUAL);
    Wait wait = still.run(PRESENT).awaiting().orElseThrow();
    assertThat(wait.awaiting()).contains("E1").contains("for 60 minutes now, longer than usual");
    assertThat(wait.check()).contains("status of the distribution");
    assertThat(still.rules).containsExactly("OVERDUE");
    assertThat(still.warnings).hasSize(1).first().asString().startsWith("R0 Still awaited");
  }

  /** Somebody has the secret, and whoever looks must be told that he can use it. */
  @Test
  void aRevocationThatTakesLongerSaysThatTheLeakedSecretWorks() {
    LockState revoked =
        new Transitions(Rollover.ANY_OF)
            .revoke(StillWorld.state(Stage.IDLE), StillWorld.secret(2), "leak", T0)
            .with(new Times(null, null, T0));
    still.presenting("E1", 2).hindrance = Optional.of("somebody to finish");

    still.now = T0.plus(Patience.USUAL).minusMillis(1);
    assertThat(still.run(revoked).awaiting().orElseThrow().awaiting()).doesNotContain("revoked");

    still.now = T0.plus(Patience.USUAL);
    assertThat(still.run(revoked).awaiting().orElseThrow().awaiting())
        .contains("somebody to finish, for 60 minutes now, longer than usual")
        .endsWith("until then the revoked g1 can still be used by who has it");
    assertThat(still.rules).contains("OVERDUE");
    assertThat(still.warnings).anyMatch(warning -> warning.contains("the revoked g1 can still be"));
  }

  @Test
  void aRevokedSecretThatStillPassesIsNamedWhenThatTakesLonger() {
    LockState revoked =
        new Transitions(Rollover.ANY_OF)
            .revoke(StillWorld.state(Stage.IDLE), StillWorld.secret(2), "leak", T0)
            .with(new Times(T0, T0, T0));
    still.honouring(2).presenting("E1", 2).now = T0.plus(Patience.USUAL);
    still.direct.add(Verdict.PASSED);

    assertThat(still.run(revoked).awaiting().orElseThrow().awaiting())
        .startsWith("the API to refuse g1, for 60 minutes now")
        .endsWith("the revoked g1 may still work: none was seen refused");
  }

  @Test
  void aRepairStartsTheWaitAnew() {
    still.spreading("E1", 2).now = T0.plus(Patience.USUAL);
    Effort repaired = Effort.NONE.again(T0.plusSeconds(1));

    still.run(PRESENT.change("").repairs(repaired).build());
    assertThat(still.rules).isEmpty();

    still.now = still.now.plusSeconds(1);
    still.run(PRESENT.change("").repairs(repaired).build());
    assertThat(still.rules).containsExactly("OVERDUE");
  }

  @Test
  void aRepairBeforeTheStageDoesNotMakeTheWaitLonger() {
    still.spreading("E1", 2).now = T0.plusSeconds(1);

    still.run(PRESENT.change("").repairs(Effort.NONE.again(T0.minus(Duration.ofHours(2)))).build());

    assertThat(still.rules).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"IDLE", "ENGAGE"})
  void aLockThatHasRestedLongIsNotLateWithWhatItsOwnerChangesNow(Stage stage) {
    LockState resting =
        StillWorld.state(stage)
            .change("")
            .requests(all -> all.enforced(stage == Stage.IDLE, T0))
            .build()
            .with(new Times(T0, T0, null));
    still.spreading("E1", 1).honouring(1).publishing(6, 1).now = T0.plus(Duration.ofDays(30));

    Step first = still.run(resting);

    assertThat(first.awaiting().orElseThrow().awaiting()).contains("E1").doesNotContain("usual");
    assertThat(still.rules).isEmpty();
  }

  @Test
  void aWaitWithAKnownEndIsNeverOverdue() {
    Instant late = T0.plus(Patience.USUAL);
    still.presenting("E1", 2).now = late;

    still.run(PRESENT.with(new Times(T0, T0, late)));

    assertThat(still.rules).isEmpty();
  }
}
