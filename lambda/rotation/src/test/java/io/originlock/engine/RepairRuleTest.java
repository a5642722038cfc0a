package io.originlock.engine;

import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.id;
import static io.originlock.engine.StillWorld.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.Effort;
import io.originlock.model.LockState;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.model.Wait;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** R1, and R2 where a secret was lost: what others change is honoured, repaired, and counted. */
class RepairRuleTest {
  private static final Effort FOUR = new Effort(4, T0);
  private static final LockState IDLE = StillWorld.state(Stage.IDLE).with(new Times(T0, T0, T0));
  private static final LockState AFTER_G9 =
      IDLE.change("").retire(secret(9), T0, false).build().with(new Times(T0, T0, T0));

  private final StillWorld still = StillWorld.anyOf().honouring(1).publishing(7, 1);

  @BeforeEach
  void later() {
    still.now = T0.plus(Duration.ofHours(1));
  }

  @Test
  void anOldHeaderIsWrittenDownThenHonouredAgainAndOnlyThenRepaired() {
    still.presenting("E1", 9).presenting("E2", 1);

    Step progress = still.run(AFTER_G9);

    assertThat(still.writes).containsExactly("write idle", "honour [g1, g9]", "tell E1 [g1]");
    assertThat(still.newest().secrets().lingering()).containsExactly(id(9));
    assertThat(still.newest().times().settled()).isNull();
    assertThat(still.newest().attempts().repairs()).isEqualTo(new Effort(1, still.now));
    assertThat(progress.awaiting().orElseThrow().awaiting()).contains("change of E1 to every");
    assertThat(still.rules).startsWith("GUARD_ACTED", "R1");
    assertThat(still.sayings.get(0)).contains("headers of E1 are not").contains("[g9], honoured");
  }

  @Test
  void aHeaderThatNobodyKnowsIsReplaced() {
    still.presenting("E1", 55);

    still.run(IDLE);

    assertThat(still.writes).containsExactly("write idle", "tell E1 [g1]");
    assertThat(still.newest().secrets().lingering()).isEmpty();
    assertThat(still.sayings.get(0)).isEqualTo("The headers of E1 are not the lock's.");
  }

  @Test
  void aLeakedHeaderIsReplacedWithoutBeingHonoured() {
    still.presenting("E1", 9);

    still.run(IDLE.change("").retire(secret(9), T0, true).build());

    assertThat(still.writes).containsExactly("write idle", "tell E1 [g1]");
    assertThat(still.newest().secrets().lingering()).isEmpty();
  }

  @Test
  void whatLingersAlreadyIsNotWrittenDownTwice() {
    still.presenting("E1", 9).honouring(1, 9);
    LockState lingers =
        AFTER_G9
            .change("")
            .linger(Set.of(id(9)))
            .repairs(FOUR)
            .build()
            .with(new Times(T0, T0, null));
    still.now = T0.plusSeconds(59);

    still.run(lingers);

    assertThat(still.writes).isEmpty();
  }

  @Test
  void aGateThatDemandsOneSecretHasNoneToHonourBesides() {
    StillWorld allOf = StillWorld.allOf().honouring(1).publishing(7, 1).presenting("E1", 9);
    allOf.now = still.now;

    allOf.run(AFTER_G9);

    assertThat(allOf.writes).containsExactly("write idle", "tell E1 [g1]");
    assertThat(allOf.newest().secrets().lingering()).isEmpty();
  }

  @Test
  void whatTheLockItselfChangesIsNoRepair() {
    still.presenting("E1", 1).honouring(1, 2).publishing(7, 2);

    still.run(StillWorld.state(Stage.PRESENT).with(new Times(T0, T0, null)), Position::written);

    assertThat(still.writes).containsExactly("tell E1 [g2]");
    assertThat(still.newest().attempts().repairs()).isEqualTo(Effort.NONE);
    assertThat(still.rules).doesNotContain("GUARD_ACTED");
  }

  @Test
  void whatIsFoundUntoldAfterACrashIsTold() {
    still.presenting("E1", 1).honouring(1, 2).publishing(7, 2);

    still.run(StillWorld.state(Stage.PRESENT).with(new Times(T0, T0, null)));

    assertThat(still.writes).containsExactly("write present", "tell E1 [g2]");
    assertThat(still.newest().attempts().repairs().count()).isEqualTo(1);
  }

  @Test
  void aSecondWriterThatFightsIsMetLaterEachTimeAndReported() {
    still.presenting("E1", 55);
    LockState fought =
        IDLE.change("")
            .repairs(FOUR)
            .build()
            .with(new Times(T0.minusSeconds(600), T0.minusSeconds(600), null));
    still.now = T0.plusSeconds(60).minusMillis(1);

    Wait wait = still.publishing(7, 55).run(fought).awaiting().orElseThrow();

    assertThat(still.writes).as("nor is published what is not presented yet").isEmpty();
    assertThat(wait.notBefore()).isEqualTo(T0.plusSeconds(60));
    assertThat(wait.check()).contains("CloudTrail");
    assertThat(still.rules).containsExactly("FIGHT");
    assertThat(still.warnings).hasSize(1).first().asString().contains("R1 4 repairs");

    still.now = T0.plusSeconds(60);
    still.run(fought);
    assertThat(still.writes).containsExactly("write idle", "publish [g1]", "tell E1 [g1]");
    assertThat(still.newest().attempts().repairs()).isEqualTo(new Effort(5, still.now));
  }

  @Test
  void theStrayOfASecondWriterIsHonouredAtOnceThoughItsRepairWaits() {
    still.presenting("E1", 9);
    still.now = T0.plusSeconds(1);

    still.run(
        AFTER_G9
            .change("")
            .repairs(FOUR)
            .build()
            .with(new Times(T0.minusSeconds(600), T0.minusSeconds(600), null)));

    assertThat(still.writes).containsExactly("write idle", "honour [g1, g9]");
    assertThat(still.newest().attempts().repairs()).isEqualTo(FOUR);
  }

  @Test
  void aSecretThatTheGateLostIsPutBackAndSoaksAnew() {
    still.presenting("E1", 1).honouring();

    still.run(IDLE);

    assertThat(still.writes).startsWith("write idle", "honour [g1]", "write idle");
    LockState noticed = still.log.get(IDLE.sequence() + 1);
    assertThat(noticed.times().honoured()).isNull();
    assertThat(noticed.reason()).isEqualTo("the gate lost a secret");
    assertThat(noticed.attempts().repairs()).isEqualTo(new Effort(1, still.now));
    assertThat(still.newest().times().honoured()).isEqualTo(still.now);
    assertThat(still.sayings)
        .containsExactly(
            "The gate lacks a secret that it had: it is put back.", "The gate honours [g1].");
  }

  @Test
  void aGateThatWasRepairedIsWholeOnlyAfterASoak() {
    still.presenting("E1", 1).honouring();
    still.run(IDLE);
    LockState repaired = still.newest();
    assertThat(repaired.attempts().repairs().count()).isEqualTo(1);

    still.now = repaired.times().honoured().plus(StillWorld.SETTINGS.soak()).minusMillis(1);
    still.run(repaired);
    assertThat(still.newest()).isEqualTo(repaired);

    still.now = repaired.times().honoured().plus(StillWorld.SETTINGS.soak());
    still.run(repaired);
    assertThat(still.newest().attempts().repairs()).isEqualTo(Effort.NONE);
    assertThat(still.sayings).endsWith("The lock is whole again: no edge presents anything else.");
  }

  @Test
  void withoutARepairNothingIsWaitedForThatTheGateJustLearned() {
    still.presenting("E1", 1).honouring(1);

    assertThat(
            still
                .run(IDLE.with(new Times(still.now, still.now, IDLE.times().settled())))
                .awaiting())
        .isEmpty();
  }

  @Test
  void whatLingersStaysWhileADistributionIsBeingDeployed() {
    still.spreading("E1", 1).honouring(1, 9);

    Wait wait =
        still
            .run(AFTER_G9.change("").linger(Set.of(id(9))).build().with(new Times(T0, T0, T0)))
            .awaiting()
            .orElseThrow();

    assertThat(still.writes).isEmpty();
    assertThat(wait.awaiting()).contains("change of E1");
  }

  @Test
  void aSecretThatIsLostAgainAndAgainIsPutBackLaterEachTime() {
    still.presenting("E1", 1).honouring();
    LockState fought = IDLE.change("").repairs(FOUR).build();
    still.now = T0.plusSeconds(60).minusMillis(1);

    Wait wait = still.run(fought).awaiting().orElseThrow();
    assertThat(wait.notBefore()).isEqualTo(T0.plusSeconds(60));
    assertThat(still.writes).isEmpty();

    still.now = T0.plusSeconds(60);
    still.run(fought);
    assertThat(still.writes).startsWith("write idle", "honour [g1]", "write idle");
  }

  @Test
  void oneRepairMendsBothSidesSoThatNeitherWaitsForTheOther() {
    still.presenting("E1").honouring();
    LockState fought = IDLE.change("").repairs(FOUR).build();
    still.now = T0.plusSeconds(60);

    still.run(fought);

    assertThat(still.writes)
        .containsExactly("write idle", "honour [g1]", "write idle", "tell E1 [g1]");
    assertThat(still.log.get(fought.sequence() + 1).times().honoured()).isNull();
    assertThat(still.newest().times().honoured()).isEqualTo(still.now);
    assertThat(still.newest().attempts().repairs()).isEqualTo(new Effort(5, still.now));
  }

  @Test
  void aRepairOfHeadersLeavesTheGatesTimesAlone() {
    still.presenting("E1");

    still.run(IDLE);

    assertThat(still.newest().times().honoured()).isEqualTo(IDLE.times().honoured());
    assertThat(still.writes).containsExactly("write idle", "tell E1 [g1]");
  }

  @Test
  void whatLingersWithoutARepairOfOursIsForgottenWhenItHasSoaked() {
    still.presenting("E1", 1).honouring(1, 9);

    still.run(AFTER_G9.change("").linger(Set.of(id(9))).build().with(new Times(T0, T0, T0)));

    assertThat(still.writes).startsWith("write idle", "honour [g1]");
    assertThat(still.newest().secrets().lingering()).isEmpty();
  }

  @Test
  void aWholeLockForgetsItsRepairs() {
    still.presenting("E1", 1).honouring(1, 9);
    LockState repaired =
        AFTER_G9.change("").linger(Set.of(id(9))).repairs(FOUR).build().with(new Times(T0, T0, T0));

    still.run(repaired);

    assertThat(still.log.get(repaired.sequence() + 1).secrets().lingering()).isEmpty();
    assertThat(still.log.get(repaired.sequence() + 1).attempts().repairs()).isEqualTo(Effort.NONE);
    assertThat(still.writes).startsWith("write idle", "honour [g1]");
  }

  @Test
  void repairsWithNothingLingeringAreForgottenAsWell() {
    still.presenting("E1", 1);

    still.run(IDLE.change("").repairs(FOUR).build());

    assertThat(still.newest().attempts().repairs()).isEqualTo(Effort.NONE);
    assertThat(still.writes).containsExactly("write idle", "prune");
  }
}
