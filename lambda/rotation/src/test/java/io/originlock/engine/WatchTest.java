package io.originlock.engine;

import static io.originlock.port.Prober.Verdict.INCONCLUSIVE;
import static io.originlock.port.Prober.Verdict.INTERCEPTED;
import static io.originlock.port.Prober.Verdict.PASSED;
import static io.originlock.port.Prober.Verdict.REFUSED;
import static io.originlock.port.Prober.Verdict.UNSERVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.model.LockState;
import io.originlock.model.LostRaceException;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.port.Prober.Verdict;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a lock at rest says of its viewers; three requests in a row tell. */
class WatchTest {
  private final StillWorld still =
      StillWorld.anyOf().presenting("E1", 1).presenting("E2", 1).honouring(1).publishing(6, 1);
  private final LockState idle =
      still.logged(
          StillWorld.state(Stage.IDLE)
              .change("rests")
              .requests(all -> all.enforced(true, StillWorld.T0))
              .times(all -> new Times(StillWorld.T0, StillWorld.T0, StillWorld.T0))
              .build());
  private final Engine engine = engine();

  private Engine engine() {
    still.now = StillWorld.T0.plus(StillWorld.SETTINGS.soak());
    return still.engine();
  }

  @Test
  void aServedViewerIsNothingToSay() {
    look();

    assertThat(still.rules).isEmpty();
    assertThat(still.warnings).isEmpty();
    assertThat(still.writes).containsOnly("prune");
  }

  @ParameterizedTest
  @EnumSource(
      value = Verdict.class,
      names = {"REFUSED", "UNSERVED"})
  void aDistributionThroughWhichNobodyIsServedIsCountedAndNamed(Verdict verdict) {
    seen("E2", verdict, verdict, verdict, verdict, verdict);

    look();

    assertThat(still.rules).containsExactly("VIEWERS_REFUSED");
    assertThat(still.warnings)
        .singleElement()
        .asString()
        .contains("3 of 3 requests through E2 are not served: status of " + verdict)
        .doesNotContain("E1")
        .contains("look at what changed last");
    assertThat(still.writes).as("nothing is changed by it").containsOnly("prune");
  }

  @Test
  void eachDistributionCounts() {
    seen("E1", REFUSED, REFUSED, REFUSED);
    seen("E2", UNSERVED, REFUSED, PASSED);

    look();

    assertThat(still.rules).containsExactly("VIEWERS_REFUSED", "VIEWERS_REFUSED");
    assertThat(still.warnings).singleElement().asString().contains("2 of 3 requests through E2");
  }

  @Test
  void whatOfTheLocksOwnKeepsViewersOutIsPutRight() {
    still.mended = Optional.of("The plan did not cover prod: put back.");
    look();
    assertThat(still.sayings).isEmpty();
    look();
    seen("E1", REFUSED, REFUSED, REFUSED);

    look();

    assertThat(still.sayings).containsExactly("The plan did not cover prod: put back.");
  }

  @Test
  void nothingIsPutRightByAnInvocationThatWokeUpLate() {
    still.mended = Optional.of("put back");
    seen("E1", REFUSED, REFUSED, REFUSED);
    still.logged(idle.change("somebody was quicker").build());

    assertThatThrownBy(() -> engine.run(Position.read(idle), still.now))
        .isInstanceOf(LostRaceException.class);

    assertThat(still.sayings).isEmpty();
  }

  @Test
  void whatTheLockItselfWaitsForIsNamed() {
    still.spreading("E1", 1);
    still.logged(
        idle.change("rests").times(all -> new Times(StillWorld.T0, StillWorld.T0, null)).build());
    seen("E1", REFUSED, REFUSED, REFUSED);

    engine.run(Position.read(still.newest()), still.now);

    assertThat(still.warnings)
        .singleElement()
        .asString()
        .contains("The lock waits for CloudFront to bring the change of E1");
  }

  @Test
  void aLockThatWaitsForSomebodyToCloseItRefusesNobodyByThat() {
    still.opensItself = true;
    still.open = true;
    still.logged(
        StillWorld.state(Stage.ENGAGE)
            .change("not enforced")
            .requests(all -> all.enforced(false, StillWorld.T0))
            .times(all -> new Times(StillWorld.T0, StillWorld.T0, StillWorld.T0))
            .build());
    seen("E1", REFUSED, REFUSED, REFUSED);

    engine.run(Position.read(still.newest()), still.now);

    assertThat(still.warnings).singleElement().asString().contains("look at what changed last");
  }

  @Test
  void oneRefusalIsNotTheRule() {
    seen("E2", REFUSED, PASSED, PASSED);

    look();

    assertThat(still.rules).isEmpty();
  }

  @Test
  void theSurveySaysWhy() {
    seen("E1", REFUSED, REFUSED, REFUSED);
    still.found.add(
        new Finding(Kind.FORWARDED_HOST, new Place("E1"), "It sends Host on.", "Do not."));
    still.found.add(
        new Finding(Kind.OTHER_KEYS, new Place("plan p"), "It is shared.", "Widen it."));

    look();

    assertThat(still.warnings)
        .singleElement()
        .asString()
        .contains("It sends Host on. Do not.")
        .contains("(" + Kind.FORWARDED_HOST.label() + ")")
        .doesNotContain("It is shared.");
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "false, 0"})
  void whatAlwaysMetAnotherSaysNothingOfViewers(boolean passedBefore, int times) {
    if (!passedBefore) {
      seen("E1", INTERCEPTED);
    }
    look();
    look();
    assertThat(still.rules).isEmpty();

    seen("E1", INTERCEPTED, INTERCEPTED, INTERCEPTED);
    look();

    assertThat(still.rules).isEqualTo(Collections.nCopies(times, "VIEWERS_REFUSED"));
  }

  @Test
  void silenceSaysNothing() {
    look();
    look();
    seen("E1", INCONCLUSIVE, INCONCLUSIVE, INCONCLUSIVE);

    look();

    assertThat(still.rules).isEmpty();
  }

  @Test
  void itLooksAtEverySecondInvocation() {
    look();
    seen("E1", REFUSED, REFUSED, REFUSED);
    look();
    assertThat(still.rules).isEmpty();

    look();

    assertThat(still.rules).containsExactly("VIEWERS_REFUSED");
  }

  private void look() {
    engine.run(Position.read(still.newest()), still.now);
    assertThat(still.newest()).isEqualTo(idle);
  }

  private void seen(String distribution, Verdict... verdicts) {
    still.through.put(distribution, new ArrayDeque<>(List.copyOf(Arrays.asList(verdicts))));
  }
}
