package io.originlock.engine;

import static io.originlock.engine.StillWorld.SETTINGS;
import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.Effort;
import io.originlock.model.LockState;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.model.Wait;
import io.originlock.port.Prober.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** R2: the gate widens at once, and narrows when every edge presents what it should, and soaked. */
class HonourRuleTest {
  private static final Instant SOAKED = T0.plus(SETTINGS.soak());
  private static final LockState NARROWING =
      StillWorld.state(Stage.IDLE)
          .change("")
          .retire(secret(9), T0, false)
          .build()
          .with(new Times(T0, T0, T0));

  private final StillWorld anyOf = StillWorld.anyOf().publishing(7, 1).presenting("E1", 1);
  private final StillWorld allOf = StillWorld.allOf().publishing(7, 1, 2);

  @Test
  void whatIsNotServedAnyMoreIsWrittenDownBeforeItIsPutBack() {
    anyOf.honouring();
    anyOf.run(StillWorld.state(Stage.IDLE).with(new Times(null, T0, T0)));
    assertThat(anyOf.writes).startsWith("write idle", "honour [g1]", "write idle");
    assertThat(anyOf.log.values()).anyMatch(each -> each.times().accepted() == null);
  }

  @Test
  void aRotationsFirstActIsToHonourBothAndToWriteSinceWhen() {
    anyOf.honouring(1);

    Wait wait =
        anyOf
            .run(StillWorld.state(Stage.ADMIT).with(new Times(null, null, T0)), Position::written)
            .awaiting()
            .orElseThrow();

    assertThat(anyOf.writes).containsExactly("honour [g1, g2]", "write admit");
    assertThat(anyOf.newest().times().honoured()).isEqualTo(T0);
    assertThat(wait.notBefore()).isEqualTo(SOAKED);
  }

  @Test
  void aSecretThatIsServedGoesOnBeingServedWhileAnotherIsAdmitted() {
    anyOf.honouring(1);

    anyOf.run(StillWorld.state(Stage.ADMIT).with(new Times(null, T0, T0)), Position::written);

    assertThat(anyOf.writes).containsExactly("honour [g1, g2]", "write admit");
    assertThat(anyOf.newest().attempts().repairs()).isEqualTo(Effort.NONE);
  }

  @Test
  void whatIsInPlaceBeforeItWasWrittenDownIsOnlyWrittenDown() {
    anyOf.honouring(1, 2);

    anyOf.run(StillWorld.state(Stage.ADMIT).with(new Times(null, null, T0)));

    assertThat(anyOf.writes).containsExactly("write admit");
  }

  @Test
  void whatSomebodyElsesKeyLetsInAfterItWasRetiredHindersNothing() {
    anyOf.honouring(1).now = SOAKED;
    anyOf.others.add(secret(9).id());
    anyOf.direct.add(Verdict.PASSED);

    Step step = anyOf.run(NARROWING);

    assertThat(step.awaiting()).isEmpty();
    assertThat(anyOf.writes).noneMatch(write -> write.startsWith("honour"));
    assertThat(anyOf.direct).as("not asked whether it is dead").hasSize(1);
  }

  @Test
  void theOldSecretIsTakenAwayNoMillisecondBeforeTheSoakIsOver() {
    anyOf.honouring(1, 9).now = SOAKED.minusMillis(1);
    Wait wait = anyOf.run(NARROWING).awaiting().orElseThrow();
    assertThat(anyOf.writes).isEmpty();
    assertThat(wait.notBefore()).isEqualTo(SOAKED);

    anyOf.now = SOAKED;
    anyOf.run(NARROWING);
    assertThat(anyOf.writes).startsWith("honour [g1]");
  }

  @Test
  void nothingIsTakenAwayWhileADistributionIsBeingDeployed() {
    anyOf.honouring(1, 9).spreading("E2", 1).now = SOAKED;

    Wait wait = anyOf.run(NARROWING).awaiting().orElseThrow();

    assertThat(anyOf.writes).isEmpty();
    assertThat(wait.awaiting()).contains("change of E2");
    assertThat(wait.notBefore()).isNull();
  }

  @Test
  void nothingIsTakenAwayWhileADistributionPresentsSomethingElse() {
    anyOf.honouring(1, 9).presenting("E2", 9).now = SOAKED;

    anyOf.run(NARROWING);

    assertThat(anyOf.held).containsExactly(StillWorld.id(1), StillWorld.id(9));
    assertThat(anyOf.writes).containsExactly("write idle", "tell E2 [g1]");
  }

  @Test
  void aGateThatTheWorkerOpensIsToldSo() {
    anyOf.honouring(1).opensItself = true;

    anyOf.run(StillWorld.state(Stage.ENGAGE).with(new Times(null, null, T0)));
    assertThat(anyOf.writes).containsExactly("honour [g1] open", "write engage");

    anyOf.writes.clear();
    anyOf.run(anyOf.newest());
    assertThat(anyOf.writes).as("once").isEmpty();
  }

  @Test
  void aGateOfTheOwnersIsNotTouchedWhereItHonoursEnough() {
    anyOf.honouring(1);

    anyOf.run(StillWorld.state(Stage.ENGAGE).with(new Times(null, null, T0)));

    assertThat(anyOf.writes).containsExactly("write engage");
  }

  @Test
  void theRequirementChangesWhenEveryEdgeHasCarriedBothForASoak() {
    LockState require = StillWorld.state(Stage.REQUIRE).with(new Times(null, null, T0));
    allOf.honouring(1).presenting("E1", 1, 2).now = SOAKED.minusMillis(1);

    Wait wait = allOf.run(require).awaiting().orElseThrow();
    assertThat(allOf.writes).isEmpty();
    assertThat(wait.notBefore()).isEqualTo(SOAKED);

    allOf.now = SOAKED;
    allOf.run(require);
    assertThat(allOf.writes).startsWith("honour [g2]", "write require");
  }

  @Test
  void theRequirementDoesNotChangeWhileAnEdgeMayBeBehind() {
    allOf.honouring(1).spreading("E1", 1, 2).now = SOAKED;

    Wait wait =
        allOf
            .run(StillWorld.state(Stage.REQUIRE).with(new Times(null, null, T0)))
            .awaiting()
            .orElseThrow();

    assertThat(allOf.writes).isEmpty();
    assertThat(wait.awaiting()).contains("change of E1");
  }

  @Test
  void otherHeadersGoWhenNothingCanDemandThemAnyMore() {
    LockState idle = StillWorld.state(Stage.IDLE).with(new Times(T0, T0.plusSeconds(60), T0));
    allOf.honouring(1).presenting("E1", 1, 77).publishing(7, 1, 77).now = SOAKED;

    Wait wait = allOf.run(idle).awaiting().orElseThrow();
    assertThat(wait.awaiting()).contains("other headers");
    assertThat(wait.notBefore()).isEqualTo(SOAKED.plusSeconds(60));
    assertThat(allOf.writes).isEmpty();

    allOf.now = SOAKED.plusSeconds(60);
    allOf.run(idle);
    assertThat(allOf.writes).containsExactly("write idle", "publish [g1]", "tell E1 [g1]");
  }

  @Test
  void whatIsDemandedTodayIsPresentedToo() {
    LockState idle =
        StillWorld.state(Stage.IDLE)
            .change("")
            .current(secret(2))
            .retire(secret(1), T0, false)
            .build()
            .with(new Times(T0, T0, null));
    allOf.honouring(1).presenting("E1", 2).publishing(7, 2).now = SOAKED;

    allOf.run(idle);

    assertThat(allOf.writes).containsExactly("write idle", "publish [g1, g2]", "tell E1 [g1, g2]");
  }
}
