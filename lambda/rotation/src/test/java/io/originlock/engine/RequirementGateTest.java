package io.originlock.engine;

import static io.originlock.engine.StillWorld.SETTINGS;
import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.id;
import static io.originlock.engine.StillWorld.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.model.Effort;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.LostRaceException;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.model.Wait;
import io.originlock.port.Announcement;
import io.originlock.port.Demand;
import io.originlock.port.ObservedGate;
import io.originlock.port.Prober;
import io.originlock.port.Published;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gate of one requirement that stands in the API's own definition, and that the worker opens. */
class RequirementGateTest {
  private static final LockState IDLE = StillWorld.state(Stage.IDLE).with(new Times(T0, T0, T0));
  private static final LockState REQUIRE =
      StillWorld.state(Stage.REQUIRE).with(new Times(null, T0, T0));
  private static final Demand OLD = demand("one", "d1");
  private static final Demand NEW = demand("two", "d2");

  private final StillWorld still =
      StillWorld.allOf().honouring(1).publishing(7, 1).presenting("E1", 1);

  private static Demand demand(String header, String deployment) {
    return new Demand(
        Optional.of(header), List.of(new Demand.Deployment("api", "prod", deployment, T0)));
  }

  @BeforeEach
  void opensItself() {
    still.opensItself = true;
    still.now = T0.plus(SETTINGS.soak());
  }

  private void published(Demand demand, int... numbers) {
    still.document = Optional.of(new Published.Document(7, still.headers(numbers), demand));
  }

  @Test
  void openItHoldsNothingAndNothingIsLacking() {
    still.honouring().open = true;
    LockState engage = StillWorld.state(Stage.ENGAGE).with(new Times(null, null, T0));

    still.run(engage);

    assertThat(still.writes).startsWith("write engage");
    assertThat(still.log.get(engage.sequence() + 1).times().accepted()).isEqualTo(still.now);
    assertThat(still.rules).doesNotContain("R1");
  }

  @Test
  void itClosesOnceTheLockIsEngaged() {
    still.honouring().open = true;

    still.run(IDLE.with(new Times(null, T0, T0)), Position::written);

    assertThat(still.writes).startsWith("honour [g1]", "write idle");
    assertThat(still.open).isFalse();
    assertThat(still.newest().attempts().repairs()).isEqualTo(Effort.NONE);
  }

  @Test
  void whatSomebodyOpenedIsClosedOnceEveryEdgeHasTheSecretForASoak() {
    still.honouring().open = true;
    still.now = T0.plus(SETTINGS.soak()).minusMillis(1);
    still.run(IDLE);
    assertThat(still.writes).isEmpty();

    still.now = T0.plus(SETTINGS.soak());
    still.run(IDLE);
    assertThat(still.writes).startsWith("write idle", "honour [g1]", "write idle");
  }

  @Test
  void whatItIsAboutToDemandIsPublishedFirst() {
    published(OLD, 1, 2);
    still.presenting("E1", 1, 2).demand = OLD;
    still.announced = Optional.of(NEW);

    still.run(REQUIRE);

    assertThat(still.writes).startsWith("publish [g1, g2]", "honour [g2]", "write require");
    assertThat(still.document.orElseThrow())
        .isEqualTo(
            new Published.Document(
                REQUIRE.sequence(),
                still.headers(1, 2),
                NEW,
                Optional.of(still.roster().members())));
    assertThat(still.sayings).contains("What the gate is about to demand is published.");
  }

  @Test
  void whatWasPublishedBeforeIsNotPublishedAgain() {
    published(NEW, 1, 2);
    still.presenting("E1", 1, 2).demand = OLD;
    still.announced = Optional.of(NEW);

    still.run(REQUIRE);

    assertThat(still.writes).startsWith("honour [g2]", "write require");
  }

  @Test
  void whatWasNotReadableIsPublishedWithTheHeadersThatAreWanted() {
    still.presenting("E1", 1, 2).document = Optional.empty();
    still.announced = Optional.of(NEW);

    still.run(REQUIRE);

    assertThat(still.document.orElseThrow().headers()).isEqualTo(still.headers(1, 2));
    assertThat(still.document.orElseThrow().demand()).isEqualTo(NEW);
  }

  @Test
  void whoeverWasOvertakenSaysAndDemandsNothing() {
    published(OLD, 1, 2);
    still.presenting("E1", 1, 2);
    still.announced = Optional.of(NEW);
    LockState newer = REQUIRE.change("somebody went on").build();
    Announcement[] kept = new Announcement[1];
    still.onAnnounce = announcement -> kept[0] = announcement;
    still.run(REQUIRE);
    still.logged(newer.change("and on").build());
    still.writes.clear();

    assertThatThrownBy(() -> kept[0].publish(OLD)).isInstanceOf(LostRaceException.class);
    assertThat(still.writes).isEmpty();
  }

  @Test
  void whoeverWasOvertakenWhileItWasPublishedGetsNoFurther() {
    published(OLD, 1, 2);
    still.presenting("E1", 1, 2);
    still.announced = Optional.of(NEW);
    still.meanwhile = () -> still.logged(REQUIRE.change("somebody went on").build());

    assertThatThrownBy(() -> still.run(REQUIRE)).isInstanceOf(LostRaceException.class);
    assertThat(still.writes).containsExactly("publish [g1, g2]");
  }

  @Test
  void somebodysUnfinishedWorkIsWaitedFor() {
    published(OLD, 1, 2);
    still.presenting("E1", 1, 2).demand = OLD;
    still.hindrance = Optional.of("the draft to be deployed");

    Wait wait = still.run(REQUIRE).awaiting().orElseThrow();

    assertThat(still.writes).isEmpty();
    assertThat(wait).isEqualTo(new Wait("the draft to be deployed", "do it", null));
    assertThat(still.warnings)
        .containsExactly(
            "R2 The gate is not changed before this is over: the draft to be deployed");
  }

  @Test
  void meanwhileTheHeadersAreMended() {
    published(OLD, 1, 2);
    still.presenting("E1", 1, 2).presenting("E2", 1).demand = OLD;
    still.hindrance = Optional.of("the draft to be deployed");

    still.run(REQUIRE.with(new Times(null, T0, null)), Position::written);

    assertThat(still.writes).contains("tell E2 [g1, g2]");
  }

  @Test
  void whatWasAnnouncedStandsUntilItIsSo() {
    published(NEW, 1, 2);
    still.presenting("E1", 1, 2).demand = OLD;
    still.hindrance = Optional.of("the draft to be deployed");
    still.run(REQUIRE.with(new Times(null, T0, null)));
    assertThat(still.document.orElseThrow().demand()).isEqualTo(NEW);
  }

  @Test
  void whatTheGateDemandsIsPublishedWhereItDiffers() {
    published(NEW, 1);
    still.demand = OLD;

    still.run(IDLE);

    assertThat(still.writes).startsWith("publish [g1]");
    assertThat(still.document.orElseThrow().demand()).isEqualTo(OLD);
  }

  @Test
  void whatIsLeftBehindIsClearedBeforeTheStateSaysThatItIsOver() {
    still.direct.add(Prober.Verdict.REFUSED);
    LockState after =
        IDLE.change("").retire(secret(9), T0, false).build().with(new Times(T0, T0, T0));

    still.run(after);

    assertThat(still.writes).startsWith("tidy", "write idle");
  }

  @Test
  void aLockThatIsOffStillSaysWhatTheStagesServe() {
    published(OLD, 1);
    still.honouring().presenting("E1").open = true;
    still.demand = demand("ignored", "d3");
    LockState open = LockState.open(T0).change("").retire(secret(1), T0, false).build();

    still.run(open);

    assertThat(still.writes).containsSubsequence("tidy", "publish []", "erase");
    assertThat(still.document.orElseThrow())
        .isEqualTo(new Published.Document(0, List.of(), demand("", "d3").of(Optional.empty())));
  }

  @Test
  void aGateThatCannotBeOpenedKeepsTheStateUnlessTheApiGoes() {
    published(OLD, 1);
    still.hindrance = Optional.of("the draft to be deployed");
    LockState open = LockState.open(T0).change("").retire(secret(1), T0, false).build();

    assertThatThrownBy(() -> still.run(open))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("opening it awaits the draft to be deployed")
        .hasMessageContaining("do it");
    assertThat(still.writes).doesNotContain("erase");

    still.run(open, Position::forced);
    assertThat(still.writes).contains("erase");
    assertThat(still.warnings).anyMatch(warning -> warning.contains("The gate stays as it is"));
  }

  @Test
  void inAHurryTheWayOutDoesNotWaitForSomebodysWork() {
    published(OLD, 1);
    still.hindrance = Optional.of("the draft to be deployed");
    LockState disengage = StillWorld.state(Stage.DISENGAGE).with(new Times(null, null, null));

    Step progress = still.run(disengage, Position::forced);

    assertThat(progress.state().stage()).isEqualTo(Stage.OPEN);
  }

  @Test
  void whatIsStillDemandedOnTheWayOutIsTheWorkersOwnAffair() {
    published(OLD, 1);
    still.honouring().open = true;
    LockState disengage = StillWorld.state(Stage.DISENGAGE).with(new Times(T0, T0, T0));

    assertThat(still.run(disengage).awaiting().orElseThrow().check())
        .startsWith("whether somebody deployed the API")
        .endsWith("it is demanded on one method (prod: GET /)");
  }

  @Test
  void aPlanOfAnOpenGateOfOneRequirement() {
    ObservedGate open = new ObservedGate(Set.of(), true, true, "");
    ObservedGate closed = new ObservedGate(Set.of(id(1)), false, true, "");

    GateDifference stays = plan(Stage.ENGAGE, open, false);
    assertThat(stays.differs()).isFalse();
    assertThat(stays.lacks()).isFalse();

    GateDifference opens = plan(Stage.DISENGAGE, closed, false);
    assertThat(opens.differs()).isTrue();
    assertThat(opens.lacks()).isFalse();
    assertThat(opens.postponed()).isFalse();

    GateDifference waits = plan(Stage.IDLE, open, false);
    assertThat(waits.differs()).isFalse();
    assertThat(waits.keptOpen()).isTrue();

    GateDifference closes = plan(Stage.IDLE, open, true);
    assertThat(closes.differs()).isTrue();
    assertThat(closes.lacks()).isTrue();
    assertThat(closes.postponed()).isFalse();
  }

  private static GateDifference plan(Stage stage, ObservedGate gate, boolean mayNarrow) {
    return GateDifference.of(
        Rollover.ALL_OF,
        StillWorld.state(stage),
        Rollover.ALL_OF.plan(stage),
        true,
        gate,
        mayNarrow);
  }

  @Test
  void anOpenGateServesWhateverIsPresented() {
    still.honouring().open = true;

    assertThat(accepts()).isTrue();
    still.open = false;
    assertThat(accepts()).isFalse();
    still.honouring(1);
    assertThat(accepts()).isTrue();
  }

  private boolean accepts() {
    return Situation.of(still.world(), SETTINGS, still, Position.read(IDLE)).accepts();
  }
}
