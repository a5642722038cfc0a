package io.originlock.engine;

import static io.originlock.engine.StillWorld.SETTINGS;
import static io.originlock.engine.StillWorld.T0;
import static io.originlock.port.Prober.Verdict.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.engine.Reply.Outcome;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Members;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.model.Wait;
import io.originlock.port.Checking;
import io.originlock.port.Demand;
import io.originlock.port.Presentation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** R9: released members go when nobody can be refused without the header any more. */
class ReleaseRuleTest {
  private static final LockState IDLE = StillWorld.state(Stage.IDLE).with(new Times(T0, T0, T0));
  private static final Instant LATER = T0.plus(Duration.ofMinutes(59));

  private final StillWorld still = StillWorld.anyOf().honouring(1).publishing(7, 1);

  @BeforeEach
  void aDistributionAndAStageAreReleased() {
    still.now = LATER;
    still.stages.add("api/beta");
    still.checking.put("api/prod", new Checking(false, "deploy prod"));
    still.presenting("E1", 1);
    leading("E2", 1);
  }

  @Test
  void aDistributionThatLeadsToNoStageLosesTheHeaderThenItsName() {
    still.released = new Members(Set.of("E2"), Set.of());

    Step first = still.run(IDLE);
    assertThat(still.writes).containsExactly("tell E2 []", "prune");
    assertThat(first.awaiting().orElseThrow().awaiting())
        .isEqualTo("the lock's header to come off E2");
    assertThat(named()).containsExactly("E1", "E2");

    Step spreading = still.run(IDLE);
    assertThat(spreading.awaiting().orElseThrow().awaiting()).contains("the change of E2");
    assertThat(named()).containsExactly("E1", "E2");

    leading("E2");
    Step last = still.run(IDLE);
    assertThat(last.awaiting()).isEmpty();
    assertThat(named()).containsExactly("E1");
    assertThat(still.document.orElseThrow().headers()).isEqualTo(still.headers(1));
    assertThat(still.document.orElseThrow().sequence()).isEqualTo(IDLE.sequence());
  }

  @Test
  void oneThatStillLeadsToAStageThatChecksKeepsItAndIsWaitedForByName() {
    still.released = new Members(Set.of("E2"), Set.of());
    leading("E2", Map.of("api/prod", "api.example.com", "other/prod", "x"), 1);

    Wait wait = still.run(IDLE).awaiting().orElseThrow();

    assertThat(wait.awaiting())
        .isEqualTo("E2 still leads to api/prod (origin api.example.com), which checks the secret");
    assertThat(wait.check())
        .isEqualTo("route E2 elsewhere, by another origin of it, or release that stage too");
    assertThat(wait.resting()).isTrue();
    assertThat(still.writes).containsExactly("prune");
  }

  @Test
  void suchAWaitEndsTheInvocationAndIsNeverOverdue() {
    still.released = new Members(Set.of("E2"), Set.of());
    leading("E2", Map.of("api/prod", "api.example.com"), 1);
    still.now = T0.plus(Duration.ofDays(40));
    still.logged(IDLE);

    Step step = still.engine().run(Position.read(IDLE), still.now.plus(Duration.ofSeconds(30)));

    assertThat(step.awaiting().orElseThrow().awaiting()).doesNotContain("longer than usual");
    assertThat(still.pauses).isEmpty();
    assertThat(still.rules).isEmpty();
    assertThat(status().awaiting().orElseThrow().awaiting()).doesNotContain("longer than usual");
    assertThat(lock().handle(new Request(Action.TICK, null, false, false), still.now).outcome())
        .isEqualTo(Outcome.DONE);
  }

  @Test
  void aHeaderThatSomebodyTookOffIsPutBackWhileItIsNeeded() {
    still.released = new Members(Set.of("E2"), Set.of());
    leading("E2", Map.of("api/prod", "api.example.com"));

    still.run(IDLE);

    assertThat(still.writes).contains("tell E2 [g1]");
  }

  @Test
  void aHeaderThatSomebodyPutBackIsTakenOffOnceEveryEdgeHasIt() {
    still.released = new Members(Set.of("E2"), Set.of());
    still.distributions.put(
        "E2", new Presentation("E2", "1", Map.of("api", still.headers(9)), false, false));

    Wait wait = still.run(IDLE).awaiting().orElseThrow();
    assertThat(wait.awaiting()).contains("the change of E2");
    assertThat(still.writes).as("no repair").containsExactly("prune");

    leading("E2", 9);
    still.run(IDLE);
    assertThat(still.writes).contains("tell E2 []");
  }

  @Test
  void oneThatIsGoneIsLetGo() {
    still.released = new Members(Set.of("E2", "EGONE"), Set.of());
    leading("E2", Map.of("api/prod", "api.example.com"), 1);

    still.run(IDLE);

    assertThat(named()).containsExactly("E1", "E2");
  }

  @Test
  void whatThePublishedDocumentDoesNotNameIsLeftAlone() {
    still.released = new Members(Set.of("E2"), Set.of("api/beta"));
    still.checking.put("api/beta", new Checking(true, "nothing"));
    still.named = Optional.of(new Members(Set.of("E1"), Set.of("api/prod")));

    Step step = still.run(IDLE);

    assertThat(step.awaiting()).isEmpty();
    assertThat(still.writes).containsExactly("prune");
    assertThat(status().status().orElseThrow().released())
        .containsExactly(
            new Status.Released("E2", true, Optional.empty()),
            new Status.Released("api/beta", true, Optional.empty()));
  }

  @Test
  void whereTheDocumentNamesNobodyReleasedMembersCount() {
    still.released = new Members(Set.of("E2"), Set.of());
    still.named = Optional.empty();
    leading("E2", Map.of("api/prod", "api.example.com"), 1);

    still.run(IDLE);

    assertThat(still.writes).startsWith("publish [g1]");
    assertThat(named()).containsExactly("E1", "E2");
  }

  @Test
  void aLockThatBeginsHasNobodyToLetGo() {
    still.released = new Members(Set.of("E2"), Set.of());
    still.named = Optional.empty();
    leading("E2", Map.of("api/prod", "api.example.com"));

    still.run(StillWorld.state(Stage.ENGAGE).with(new Times(T0, T0, T0)));

    assertThat(still.writes).doesNotContain("tell E2 [g1]");
    assertThat(named()).containsExactly("E1");
  }

  @Test
  void oneWhoseEnforcementWasTakenBackHasHadMembersSinceLongAgo() {
    still.released = new Members(Set.of("E2"), Set.of());
    still.named = Optional.empty();
    leading("E2", Map.of("api/prod", "api.example.com"));
    LockState unenforced = IDLE.change("unenforced").enter(Stage.ENGAGE, T0.plusMillis(1)).build();

    still.run(unenforced.with(new Times(T0, T0, T0)));

    assertThat(still.writes).contains("tell E2 [g1]");
    assertThat(named()).containsExactly("E1", "E2");
  }

  @Test
  void aStageIsLetGoWhenItHasCheckedNothingForASoak() {
    still.released = new Members(Set.of(), Set.of("api/beta"));
    still.checking.put("api/beta", new Checking(false, "deploy beta"));

    Wait wait = still.run(IDLE).awaiting().orElseThrow();
    assertThat(wait.awaiting()).isEqualTo("api/beta to stop checking the secret");
    assertThat(wait.check()).isEqualTo("deploy beta");
    assertThat(still.writes).as("its owner opens it").doesNotContain("open [api/beta]");

    still.checking.remove("api/beta");
    LockState open = still.run(IDLE.change("").build()).state();
    assertThat(open.times().open()).isEqualTo(Map.of("api/beta", LATER));
    assertThat(named().size()).isEqualTo(2);

    still.now = LATER.plus(SETTINGS.soak()).minusMillis(1);
    Wait soak = still.run(open.change("").build()).awaiting().orElseThrow();
    assertThat(soak.awaiting()).contains("the soak after api/beta stopped checking");
    assertThat(soak.notBefore()).isEqualTo(LATER.plus(SETTINGS.soak()));
    assertThat(stages()).contains("api/beta");

    still.now = LATER.plus(SETTINGS.soak());
    LockState last = still.run(still.newest()).state();
    assertThat(stages()).containsExactly("api/prod");

    still.run(last);
    assertThat(still.newest().times().open()).as("nobody is let go any more").isEmpty();
  }

  @Test
  void aStageThatChecksAgainBeginsItsSoakAgain() {
    still.released = new Members(Set.of(), Set.of("api/beta"));
    LockState open = still.run(IDLE).state();
    assertThat(open.times().open()).containsKey("api/beta");

    still.checking.put("api/beta", new Checking(false, "deploy beta"));
    still.now = LATER.plus(SETTINGS.soak());
    assertThat(still.run(open).state().times().open()).isEmpty();
    assertThat(still.sayings).contains("Of the stages behind what is let go these are open: none.");
    assertThat(stages()).contains("api/beta");
  }

  @Test
  void aRotationForgetsSinceWhenAStageWasOpen() {
    LockState open = IDLE.with(IDLE.times().open(Map.of("api/beta", T0)));
    Transitions transitions = new Transitions(Rollover.ANY_OF);

    assertThat(transitions.start(open, StillWorld.secret(2), "r", LATER).times().open()).isEmpty();
  }

  @Test
  void aHeaderGoesASoakAfterTheStageBehindItOpened() {
    still.released = new Members(Set.of("E2"), Set.of("api/beta"));
    leading("E2", Map.of("api/beta", "api.example.com"), 1);

    LockState open = still.run(IDLE).state();
    assertThat(still.writes).doesNotContain("tell E2 []");

    still.now = LATER.plus(SETTINGS.soak());
    still.run(open);
    assertThat(still.writes).containsSubsequence("publish [g1]", "tell E2 []");
    assertThat(stages()).containsExactly("api/prod");
    assertThat(named()).containsExactly("E1", "E2");
  }

  @Test
  void aListedStageThatChecksNothingForASoakKeepsNoHeader() {
    still.released = new Members(Set.of("E2"), Set.of());
    leading("E2", Map.of("api/prod", "api.example.com"), 1);
    still.checking.clear();

    LockState open = still.run(IDLE).state();
    assertThat(open.times().open()).isEqualTo(Map.of("api/prod", LATER));
    still.now = LATER.plus(SETTINGS.soak());
    still.run(open);

    assertThat(still.writes).contains("tell E2 []");
    leading("E2", Map.of("api/prod", "api.example.com"));
    still.run(still.newest());
    assertThat(still.writes).as("it stays off").doesNotContain("tell E2 [g1]");
    assertThat(named()).containsExactly("E1");
  }

  @Test
  void edgesWhoseFunctionNeedsTheKeyKeepIt() {
    still.released = new Members(Set.of("E2"), Set.of());
    still.needing("E2", 1);

    assertThat(still.run(IDLE).awaiting().orElseThrow().awaiting())
        .isEqualTo("edges of E2 to run no function that needs the lock's key");
    assertThat(still.writes).containsExactly("prune");

    still.needing("E2");
    still.run(IDLE.change("").build());
    assertThat(still.writes).as("it is put back").contains("tell E2 [g1]");
  }

  @Test
  void theLockOpensWhatItCloses() {
    still.released = new Members(Set.of(), Set.of("api/beta"));
    still.checking.put("api/beta", new Checking(true, "nothing: the lock opens it"));

    Step step = still.run(IDLE);

    assertThat(still.writes).containsExactly("open [api/beta]", "prune");
    assertThat(step.awaiting().orElseThrow().awaiting()).contains("api/beta to stop checking");
    assertThat(still.sayings).contains("The lock lets everyone in at api/beta.");
  }

  @Test
  void aGateThatSomebodyChangedMeanwhileIsLookedAtBeforeItIsOpened() {
    still.released = new Members(Set.of(), Set.of("api/beta"));
    still.checking.put("api/beta", new Checking(true, "nothing: the lock opens it"));
    still.overtakenGate = 1;

    still.run(IDLE);

    assertThat(still.rules).startsWith("R9", "R9");
    assertThat(still.sayings)
        .startsWith(
            "The gate was changed since it was looked at. It is looked at again.",
            "The lock lets everyone in at api/beta.");
  }

  @Test
  void andSaysFirstWhatTerraformMustKnow() {
    still.released = new Members(Set.of(), Set.of("api/beta"));
    still.checking.put("api/beta", new Checking(true, "nothing: the lock opens it"));
    still.announced =
        Optional.of(
            new Demand(
                Optional.empty(), List.of(new Demand.Deployment("api", "beta", "d2", LATER))));

    still.run(IDLE);

    assertThat(still.writes).containsSubsequence("publish [g1]", "open [api/beta]");
  }

  @Test
  void whatStandsInTheWayOfOpeningIsSaidAndHoldsNothingElseUp() {
    still.released = new Members(Set.of("E2"), Set.of("api/beta"));
    still.checking.put("api/beta", new Checking(true, "nothing: the lock opens it"));
    still.hindrance = Optional.of("somebody's draft");

    Step step = still.run(IDLE);

    assertThat(still.writes).containsExactly("tell E2 []", "prune");
    assertThat(step.awaiting().orElseThrow().awaiting())
        .contains("api/beta to be opened, which awaits somebody's draft")
        .contains("the lock's header to come off E2");
    assertThat(step.awaiting().orElseThrow().check()).contains("do it");
  }

  @Test
  void whatAStageServedWhenItWentStaysPublished() {
    Demand.Deployment prod = new Demand.Deployment("api", "prod", "d1", T0);
    Demand.Deployment beta = new Demand.Deployment("api", "beta", "d2", T0);
    still.released = new Members(Set.of(), Set.of("api/beta"));
    still.named = Optional.of(new Members(Set.of("E1"), Set.of("api/prod")));
    still.presenting("E2", 1);
    still.named = Optional.of(new Members(Set.of("E1", "E2"), Set.of("api/prod")));
    still.document =
        still.document.map(
            there ->
                new io.originlock.port.Published.Document(
                    7, there.headers(), new Demand(Optional.empty(), List.of(prod, beta))));
    Demand.Deployment newer = new Demand.Deployment("api", "prod", "d3", LATER);
    still.demand = new Demand(Optional.empty(), List.of(newer));

    still.run(IDLE);

    assertThat(still.document.orElseThrow().demand().deployments()).containsExactly(newer, beta);
  }

  @Test
  void aRotationTakesReleasedMembersWithItAndProbesTheOthersAlone() {
    still.released = new Members(Set.of("E2"), Set.of());
    leading("E2", Map.of("api/prod", "api.example.com"), 1);
    still.presenting("E1", 2).honouring(1, 2).publishing(7, 2);
    still.through.put("E2", new ArrayDeque<>(Collections.nCopies(9, REFUSED)));
    LockState present = StillWorld.state(Stage.PRESENT).with(new Times(T0, T0, T0));

    still.run(present);
    assertThat(still.writes).contains("tell E2 [g2]");
    assertThat(still.newest().stage()).isEqualTo(Stage.PRESENT);

    leading("E2", Map.of("api/prod", "api.example.com"), 2);
    still.run(still.newest().with(new Times(T0, T0, T0)));
    assertThat(still.newest().stage()).isEqualTo(Stage.IDLE);
  }

  @Test
  void aRotationNeitherTellsNorAwaitsOneThatLeadsElsewhere() {
    still.released = new Members(Set.of("E2"), Set.of());
    still.presenting("E1", 2).honouring(1, 2).publishing(7, 2);

    still.direct.add(REFUSED);

    still.run(StillWorld.state(Stage.PRESENT).with(new Times(T0, T0, T0)));

    assertThat(still.writes).containsSubsequence("write idle", "honour [g2]", "tell E2 []");
  }

  @Test
  void anOldSecretStaysHonouredUntilSuchOnesEdgesAllLeadElsewhere() {
    still.released = new Members(Set.of("E2"), Set.of());
    still.presenting("E1", 1).honouring(1, 2);
    still.spreading("E2", 2);
    LockState retired =
        IDLE.change("").retire(StillWorld.secret(2), T0, false).build().with(new Times(T0, T0, T0));

    still.run(retired);

    assertThat(still.held).hasSize(2);
  }

  @Test
  void theWholeLocksEndTakesTheHeaderOffReleasedOnesToo() {
    still.released = new Members(Set.of("E2"), Set.of());

    still.run(StillWorld.state(Stage.DISENGAGE).with(Times.NONE), Position::forced);

    assertThat(still.writes).contains("tell E1 []", "tell E2 []");
    assertThat(still.document.orElseThrow().members()).isEmpty();
  }

  @Test
  void aReleasedDistributionWhoseEdgesNeedTheKeyKeepsTheLockOn() {
    still.released = new Members(Set.of("E2"), Set.of());
    still.needing("E2", 1);
    still.demands = new io.originlock.port.Demands(List.of("prod: GET /"), 1, List.of(), true);
    still.logged(IDLE);

    assertThatThrownBy(
            () -> lock().handle(new Request(Action.DISENGAGE, null, false, false), still.now))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("E2");
  }

  @Test
  void statusNamesEachAndWhatItWaitsFor() {
    still.released = new Members(Set.of("E2"), Set.of("api/beta"));
    still.checking.put("api/beta", new Checking(false, "deploy beta"));
    still.logged(IDLE);

    Reply status = status();

    assertThat(status.status().orElseThrow().released())
        .extracting(
            each ->
                each.name()
                    + (each.gone() ? " is gone, " : " waits for ")
                    + each.awaiting().map(Wait::awaiting).orElse("nothing"))
        .containsExactly(
            "E2 waits for the lock's header to come off E2",
            "api/beta waits for api/beta to stop checking the secret");
    assertThat(status.awaiting().orElseThrow().awaiting())
        .isEqualTo("the next tick, which takes the header off E2");
    assertThat(still.writes).isEmpty();
  }

  @Test
  void statusSaysWhatTheNextTickOpens() {
    still.released = new Members(Set.of(), Set.of("api/beta"));
    still.checking.put("api/beta", new Checking(true, "nothing"));
    still.logged(IDLE);

    assertThat(status().awaiting().orElseThrow().awaiting())
        .isEqualTo("the next tick, which lets everyone in at api/beta");
  }

  @Test
  void waitsOfSeveralHaveAnEndIfAllHave() {
    Wait open = Departures.resting("a", "x", null);
    Wait soon = Departures.resting("b", "x", T0);
    Wait late = Departures.resting("c", "y", LATER);

    assertThat(Departures.joined(Map.of())).isEmpty();
    assertThat(Departures.joined(Map.of("1", open, "2", soon)).orElseThrow().notBefore()).isNull();
    Wait both =
        Departures.joined(new java.util.TreeMap<>(Map.of("1", soon, "2", late))).orElseThrow();
    assertThat(both).isEqualTo(Departures.resting("b; c", "x; y", T0));
  }

  @Test
  void theSoakOfADistributionThatJoinsCountsFromThen() {
    still.named = Optional.of(new Members(Set.of("E1"), Set.of("api/prod")));

    Step step = still.run(IDLE);

    assertThat(still.writes).containsExactly("write idle", "publish [g1]", "write idle");
    assertThat(step.state().times().settled()).isEqualTo(LATER);
    assertThat(named()).containsExactly("E1", "E2");
    assertThat(still.sayings).contains("E2 joined the lock: its edges are waited for.");
    assertThat(still.rules).doesNotContain("GUARD_ACTED");
  }

  private Set<String> named() {
    return still.world().published().read().orElseThrow().members().orElseThrow().distributions();
  }

  private Set<String> stages() {
    return still.world().published().read().orElseThrow().members().orElseThrow().stages();
  }

  private Lock lock() {
    return new Lock("test", still.world(), SETTINGS, still, still, still);
  }

  private Reply status() {
    return lock().handle(new Request(Action.STATUS, null, false, false), still.now);
  }

  private void leading(String id, int... numbers) {
    leading(id, Map.of(), numbers);
  }

  private void leading(String id, Map<String, String> leads, int... numbers) {
    still.distributions.put(
        id, new Presentation(id, "1", Map.of("api", still.headers(numbers)), true, false, leads));
  }
}
