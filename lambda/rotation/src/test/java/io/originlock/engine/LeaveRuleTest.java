package io.originlock.engine;

import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.id;
import static io.originlock.engine.StillWorld.secret;
import static io.originlock.port.Prober.Verdict.INCONCLUSIVE;
import static io.originlock.port.Prober.Verdict.PASSED;
import static io.originlock.port.Prober.Verdict.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.originlock.model.Effort;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Retired;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.model.Wait;
import io.originlock.port.Published;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** R6, R7, R8: on to the next stage, or back; then the old secret's end, and the next rotation. */
class LeaveRuleTest {
  private static final LockState PRESENT =
      StillWorld.state(Stage.PRESENT).with(new Times(T0, T0, T0));
  private static final LockState IDLE = StillWorld.state(Stage.IDLE).with(new Times(T0, T0, T0));
  private static final LockState CONFIRMING =
      IDLE.change("").retire(secret(9), T0, false).build().with(new Times(T0, T0, T0));

  private final StillWorld still = StillWorld.anyOf().honouring(1).publishing(7, 1);

  @BeforeEach
  void later() {
    still.now = T0.plus(Duration.ofMinutes(59));
    still.presenting("E1", 1);
  }

  @Test
  void theNextStageIsWrittenDownBeforeAnythingActsOnIt() {
    still.presenting("E1", 2).honouring(1, 2).publishing(7, 2);
    still.direct.add(REFUSED);

    Step progress = still.run(PRESENT);

    assertThat(still.writes).containsExactly("write idle", "honour [g2]", "write idle", "prune");
    assertThat(progress.state().current()).isEqualTo(secret(2));
    assertThat(progress.awaiting()).isEmpty();
    assertThat(still.rules).containsExactly("R6", "R2", "R7");
  }

  @Test
  void aRotationThatCannotBeFinishedGoesBackAndIsAnError() {
    still.presenting("E1", 2).honouring(1, 2).publishing(7, 2);
    refused();

    assertThatThrownBy(() -> still.run(PRESENT))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("CloudFront distribution E1")
        .hasMessageContaining("the rotation to g2 is taken back")
        .hasMessageContaining("A new secret is tried from " + still.now.plusSeconds(900));

    assertThat(still.writes).containsExactly("write retreat");
    assertThat(still.newest().attempts().rotations()).isEqualTo(new Effort(1, still.now));
    assertThat(still.rules).containsExactly("SETBACK");
    assertThat(still.warnings).hasSize(1).first().asString().startsWith("R6 present is given up");
  }

  @Test
  void theLastTryIsToldAsTheLast() {
    still.presenting("E1", 2).honouring(1, 2).publishing(7, 2);
    refused();
    LockState third = PRESENT.change("").attempts(all -> all.rotations(new Effort(2, T0))).build();

    assertThatThrownBy(() -> still.run(third)).hasMessageContaining("It was tried 3 times");
    assertThat(still.newest().requests().pending()).isNull();
  }

  @Test
  void aWayBackThatDoesNotHelpEndsAtTheOldSecretAndIsAnError() {
    still.honouring(1, 2);
    refused();

    assertThatThrownBy(() -> still.run(StillWorld.state(Stage.RETREAT).with(new Times(T0, T0, T0))))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("with g1 as well, to which the lock is back");

    assertThat(still.writes).containsExactly("write idle");
    assertThat(still.newest().retired()).extracting(Retired::secret).containsExactly(secret(2));
  }

  @Test
  void aRetiredSecretThatIsSeenRefusedIsDead() {
    still.direct.add(REFUSED);

    Step progress = still.run(CONFIRMING);

    assertThat(progress.awaiting()).isEmpty();
    assertThat(still.newest().retired()).allMatch(Retired::refused);
    assertThat(still.writes).containsExactly("write idle", "prune");
    assertThat(still.rules).containsExactly("R7");
  }

  @Test
  void anotherThatSomebodyElsesKeyLetsInStaysUnseen() {
    still.others.add(secret(8).id());
    still.direct.add(REFUSED);

    still.run(CONFIRMING.change("").retire(secret(8), T0, false).build());

    assertThat(still.newest().retired())
        .extracting(each -> each.secret().id(), Retired::refused)
        .containsExactlyInAnyOrder(tuple(secret(9).id(), true), tuple(secret(8).id(), false));
  }

  @Test
  void aRetiredSecretThatIsStillLetInIsWaitedFor() {
    still.direct.add(PASSED);

    Wait wait = still.run(CONFIRMING).awaiting().orElseThrow();

    assertThat(wait.awaiting()).contains("refuse g9");
    assertThat(still.writes).isEmpty();
  }

  @Test
  void whereNoProbeCanTellTheSecretCountsAsDeadWithAWarning() {
    still.direct.add(INCONCLUSIVE);

    still.run(CONFIRMING);

    assertThat(still.newest().retired()).allMatch(Retired::refused);
    assertThat(still.rules).containsExactly("PROBE_INCONCLUSIVE");
    assertThat(still.warnings).hasSize(1).first().asString().contains("g9 is dead");
  }

  @Test
  void theNewestOfThoseNotSeenRefusedIsProbed() {
    LockState two =
        CONFIRMING
            .change("")
            .secrets(
                all ->
                    all.retired(
                        List.of(
                            new Retired(secret(12), T0, false, true),
                            new Retired(secret(11), T0, false, false),
                            new Retired(secret(10), T0, false, false))))
            .build();
    still.direct.add(PASSED);

    assertThat(still.run(two).awaiting().orElseThrow().awaiting()).contains("refuse g11");
  }

  @Test
  void aRememberedRotationBeginsWithASecretOfItsOwn() {
    still.run(IDLE.change("").pending("asked").build());

    assertThat(still.writes).startsWith("write admit", "honour [g1, g2]");
    assertThat(still.newest().incoming().id()).isEqualTo(id(2));
    assertThat(still.newest().requests().done()).containsExactly("asked");
    assertThat(still.rules).startsWith("R8");
  }

  @Test
  void aPausedLockRestsThoughARotationIsRemembered() {
    Step progress =
        still.run(IDLE.change("").pending("asked").requests(all -> all.paused(true)).build());

    assertThat(still.writes).containsExactly("prune");
    assertThat(progress.awaiting()).isEmpty();
  }

  @Test
  void aDeploymentOfAnotherChangeKeepsALockAtRestFromNothing() {
    still.spreading("E1", 1);

    assertThat(still.run(IDLE).awaiting()).isEmpty();
    assertThat(still.writes).containsExactly("prune");
  }

  @Test
  void theNextTryWaitsForItsTime() {
    LockState again =
        IDLE.change("")
            .pending("try 2 after g2")
            .attempts(all -> all.rotations(new Effort(1, still.now)))
            .build();
    Instant next = still.now.plusSeconds(900);

    still.now = next.minusMillis(1);
    assertThat(still.run(again).awaiting().orElseThrow().notBefore()).isEqualTo(next);
    assertThat(still.writes).isEmpty();

    still.now = next;
    still.run(again);
    assertThat(still.writes).startsWith("write admit");
  }

  @Test
  void aLockInAHurryWaitsForNoEdgeAndLeavesNothing() {
    still.presenting("E1", 1).presenting("E2", 1);
    LockState disengage = StillWorld.state(Stage.DISENGAGE).with(new Times(null, null, null));

    Step progress = still.run(disengage, Position::forced);

    assertThat(progress.state().stage()).isEqualTo(Stage.OPEN);
    assertThat(progress.awaiting()).isEmpty();
    assertThat(still.writes)
        .contains("write withdraw", "tell E1 []", "tell E2 []", "write open")
        .endsWith("honour [] open", "publish []", "erase");
    assertThat(still.log).isEmpty();
    assertThat(still.document.orElseThrow()).isEqualTo(new Published.Document(0, List.of()));
  }

  @Test
  void whatIsLeftOfALockThatIsOffGoesTheStateLast() {
    LockState open = LockState.open(T0).change("").retire(secret(1), T0, false).build();

    still.run(open);

    assertThat(still.writes).containsExactly("honour [] open", "publish []", "erase");
    assertThat(still.rules).containsExactly("R6");
  }

  @Test
  void aLockInAHurryDoesNotWaitForAnEdgeThatIsBehind() {
    still.spreading("E1", 1);

    assertThat(still.run(StillWorld.state(Stage.DISENGAGE), Position::forced).state().stage())
        .isEqualTo(Stage.OPEN);
  }

  @Test
  void anEmptyDocumentIsNotWrittenAgain() {
    still.publishing(0);
    still.run(LockState.open(T0).change("").build());
    assertThat(still.writes).containsExactly("honour [g1] open", "erase");

    still.publishing(0, 1);
    still.run(LockState.open(T0).change("").build());
    assertThat(still.writes).endsWith("honour [g1] open", "publish []", "erase");

    still.publishing(7);
    still.run(LockState.open(T0).change("").build());
    assertThat(still.writes).endsWith("honour [g1] open", "publish []", "erase");
  }

  private void refused() {
    still.through.put("E1", new ArrayDeque<>(Collections.nCopies(3, REFUSED)));
  }
}
