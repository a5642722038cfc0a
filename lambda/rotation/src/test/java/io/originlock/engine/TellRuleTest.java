package io.originlock.engine;

import static io.originlock.engine.StillWorld.SETTINGS;
import static io.originlock.engine.StillWorld.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.model.LockState;
import io.originlock.model.LostRaceException;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.model.Wait;
import io.originlock.port.Presentation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * R3, R4, R5: published, then told, then settled; never by an invocation that is not the newest.
 */
class TellRuleTest {
  private static final Instant SOAKED = T0.plus(SETTINGS.soak());
  private static final LockState PRESENT =
      StillWorld.state(Stage.PRESENT).with(new Times(T0, T0, null));

  private final StillWorld still = StillWorld.anyOf().honouring(1, 2).publishing(7, 1);

  @Test
  void whatWillBePresentedIsPublishedBeforeAnyDistributionIsTold() {
    still.presenting("E1", 1).presenting("E2", 1).now = SOAKED;

    Wait wait = still.run(PRESENT, Position::written).awaiting().orElseThrow();

    assertThat(still.writes).containsExactly("publish [g2]", "tell E1 [g2]", "tell E2 [g2]");
    assertThat(still.document.orElseThrow().sequence()).isEqualTo(PRESENT.sequence());
    assertThat(wait.awaiting()).contains("change of E1, E2 to every edge");
    assertThat(still.rules).containsExactly("R3", "R4", "R4");
  }

  @Test
  void aDistributionThatPresentsItAlreadyIsNotTold() {
    still.presenting("E1", 2).presenting("E2", 1).publishing(7, 2).now = SOAKED;

    still.run(PRESENT, Position::written);

    assertThat(still.writes).containsExactly("tell E2 [g2]");
  }

  @Test
  void aPublishedDocumentThatDiffersIsHealed() {
    still.presenting("E1", 1).honouring(1).publishing(7, 2).now = SOAKED;
    still.run(StillWorld.state(Stage.IDLE).with(new Times(T0, T0, T0)));
    assertThat(still.writes).containsExactly("publish [g1]", "prune");

    still.document = Optional.empty();
    still.writes.clear();
    still.run(StillWorld.state(Stage.IDLE).with(new Times(T0, T0, T0)));
    assertThat(still.writes).containsExactly("publish [g1]", "prune");
  }

  @Test
  void aWorkingSecretIsNotExchangedForOneThatHasNotSoaked() {
    still.presenting("E1", 1).now = SOAKED.minusMillis(1);

    Wait wait = still.run(PRESENT, Position::written).awaiting().orElseThrow();
    assertThat(still.writes).isEmpty();
    assertThat(wait.notBefore()).isEqualTo(SOAKED);

    still.now = SOAKED;
    still.run(PRESENT, Position::written);
    assertThat(still.writes).containsExactly("publish [g2]", "tell E1 [g2]");
  }

  @Test
  void whatWasPublishedBeforeItIsHeldBackIsTakenBackUntilItHasSoaked() {
    still.presenting("E1", 1).publishing(7, 2).now = SOAKED.minusMillis(1);

    still.run(PRESENT);
    assertThat(still.writes).containsExactly("publish [g1]");

    still.now = SOAKED;
    still.run(PRESENT, Position::written);
    assertThat(still.writes).containsExactly("publish [g1]", "publish [g2]", "tell E1 [g2]");
  }

  @Test
  void whatSomeDistributionsPresentAlreadyStaysPublishedWhileOthersAreHeldBack() {
    still.presenting("E1", 2).presenting("E2", 1).publishing(7, 2).now = SOAKED.minusMillis(1);

    still.run(PRESENT);

    assertThat(still.writes).isEmpty();
  }

  @Test
  void whatIsHeldBackIsNoRepairForTheNextInvocationEither() {
    still.presenting("E1", 1);

    assertThat(still.run(PRESENT).awaiting().orElseThrow().notBefore()).isEqualTo(SOAKED);
    assertThat(still.writes).isEmpty();
  }

  @Test
  void anOriginThatOnlyLacksTheHeaderIsToldAtOnce() {
    still.distributions.put(
        "E1", new Presentation("E1", "1", Map.of("a", still.headers(2), "b", List.of()), true));

    still.run(PRESENT, Position::written);

    assertThat(still.writes).containsExactly("publish [g2]", "tell E1 [g2]");
  }

  @Test
  void whoIsOvertakenAtADistributionLooksAgainAtTheNextStep() {
    still.presenting("E1", 1).publishing(7, 2).now = SOAKED;
    still.overtaken = true;

    Wait wait = still.run(PRESENT, Position::written).awaiting().orElseThrow();

    assertThat(wait.awaiting()).contains("change of E1");
    assertThat(still.rules).isEmpty();
  }

  @Test
  void aHeldDistributionIsToldAtTheSoaksEndInTheSameInvocationAndNoRepair() {
    still.presenting("E1", 1);

    still.engine().run(Position.written(still.logged(PRESENT)), SOAKED);

    assertThat(still.pauses).containsExactly(SETTINGS.soak());
    assertThat(still.writes).containsExactly("publish [g2]", "tell E1 [g2]");
  }

  @Test
  void aDistributionWithNothingToLoseIsToldAtOnceWithoutPublishing() {
    still.presenting("E1", 1).presenting("E2");

    Wait wait = still.run(PRESENT, Position::written).awaiting().orElseThrow();

    assertThat(still.writes).containsExactly("tell E2 [g2]");
    assertThat(wait.notBefore()).isEqualTo(SOAKED);
  }

  @Test
  void whatIsRefusedTodayAnywayIsReplacedAtOnce() {
    still.presenting("E1", 1).honouring(2);

    still.run(
        StillWorld.state(Stage.IDLE)
            .change("")
            .current(StillWorld.secret(2))
            .retire(StillWorld.secret(1), T0, true)
            .build()
            .with(new Times(T0, T0, null)),
        Position::written);

    assertThat(still.writes).containsExactly("publish [g2]", "tell E1 [g2]");
  }

  @Test
  void anOpenGateHoldsNothingBack() {
    still.presenting("E1", 55).publishing(0).honouring(1);

    still.run(StillWorld.state(Stage.ENGAGE).with(new Times(T0, T0, null)), Position::written);

    assertThat(still.writes).containsExactly("publish [g1]", "tell E1 [g1]");
  }

  @Test
  void theMomentAtWhichEveryEdgeHadItIsWrittenDownOnce() {
    still.presenting("E1", 2).presenting("E2", 2).publishing(7, 2);

    Step progress = still.run(PRESENT);

    assertThat(still.writes).containsExactly("write present");
    assertThat(progress.state().times().settled()).isEqualTo(T0);
    assertThat(still.rules).contains("R5");
  }

  @Test
  void oneDistributionThatIsBehindKeepsAllUnsettled() {
    still.presenting("E1", 2).spreading("E2", 2).publishing(7, 2);

    Step progress = still.run(PRESENT);

    assertThat(still.writes).isEmpty();
    assertThat(progress.awaiting().orElseThrow().awaiting()).contains("change of E2 to every");
  }

  @Test
  void anInvocationThatIsNotTheNewestDoesNotHonour() {
    overtaken(still.presenting("E1", 1).honouring(1), StillWorld.state(Stage.ADMIT));
  }

  @Test
  void anInvocationThatIsNotTheNewestDoesNotPublish() {
    still.now = SOAKED;
    overtaken(still.presenting("E1", 2), PRESENT);
  }

  @Test
  void anInvocationThatIsNotTheNewestDoesNotTell() {
    still.now = SOAKED;
    overtaken(still.presenting("E1", 1).publishing(7, 2), PRESENT);
  }

  @Test
  void anInvocationThatIsNotTheNewestTearsNothingDown() {
    overtaken(still, LockState.open(T0).change("").build());
  }

  private static void overtaken(StillWorld still, LockState state) {
    still.logged(state);
    still.logged(state.change("another invocation's").build());

    assertThatThrownBy(() -> still.engine().run(Position.written(state), still.now))
        .isInstanceOf(LostRaceException.class);
    assertThat(still.writes).isEmpty();
  }
}
