package io.originlock.engine;

import static io.originlock.engine.StillWorld.SETTINGS;
import static io.originlock.engine.StillWorld.T0;
import static io.originlock.port.Prober.Verdict.INCONCLUSIVE;
import static io.originlock.port.Prober.Verdict.PASSED;
import static io.originlock.port.Prober.Verdict.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.engine.Decision.Await;
import io.originlock.engine.Decision.GiveUp;
import io.originlock.engine.Decision.Move;
import io.originlock.engine.Decision.Pass;
import io.originlock.engine.Decision.Write;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.model.Wait;
import io.originlock.port.Demands;
import io.originlock.port.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a stage may be left: a millisecond either side of each boundary, and each verdict. */
class ExitConditionsTest {
  private static final Instant SOAKED = T0.plus(SETTINGS.soak());
  private static final Instant GRACE_OVER = SOAKED.plus(SETTINGS.grace());
  private static final Instant ACTIVATED = SOAKED.plus(Patience.ACTIVATION);

  /** From then on no refusal begins a soak anew. */
  private static final Instant LIMIT = T0.plus(SETTINGS.soakLimit());

  private Settings settings = SETTINGS;
  private final StillWorld anyOf = StillWorld.anyOf().presenting("E1", 2).presenting("E2", 2);
  private final StillWorld allOf = StillWorld.allOf().presenting("E1", 1, 2);

  @Test
  void admitIsLeftWhenTheNewSecretHasSoakedAtTheGateAndIsAccepted() {
    LockState admit = StillWorld.state(Stage.ADMIT).with(new Times(T0, T0, null));

    assertThat(unmet(anyOf, admit, SOAKED.minusMillis(1)).notBefore()).isEqualTo(SOAKED);
    assertThat(check(anyOf, admit, SOAKED)).isEmpty();
    assertThat(unmet(anyOf, admit.with(new Times(null, null, null)), SOAKED).notBefore())
        .as("a change that was not made yet soaks for no time")
        .isNull();
  }

  @Test
  void presentIsLeftWhenSoakAndGraceAreOver() {
    LockState present =
        StillWorld.state(Stage.PRESENT)
            .with(new Times(T0.minusSeconds(3600), T0.minusSeconds(3600), T0));

    assertThat(unmet(anyOf, present, SOAKED.minusMillis(1)).notBefore()).isEqualTo(SOAKED);
    assertThat(unmet(anyOf, present, GRACE_OVER.minusMillis(1)).notBefore()).isEqualTo(GRACE_OVER);
    assertThat(check(anyOf, present, GRACE_OVER)).isEmpty();
    assertThat(unmet(anyOf, present.with(new Times(T0, T0, null)), GRACE_OVER).notBefore())
        .isNull();
  }

  @Test
  void everyProbeOfTheRowMustPass() {
    LockState admit = StillWorld.state(Stage.ADMIT).with(new Times(T0, T0, null));
    anyOf.direct.addAll(List.of(PASSED, PASSED, REFUSED));

    Wait wait = unmet(anyOf, admit, LIMIT);

    assertThat(wait.awaiting()).contains("accept g2").contains("status of REFUSED");
    assertThat(wait.notBefore()).isNull();
    assertThat(anyOf.direct).isEmpty();
    assertThat(check(anyOf, admit, SOAKED)).isEmpty();
  }

  @Test
  void aRefusalAtTheEndOfASoakBeginsItAnewWithinTheLimit() {
    LockState admit = StillWorld.state(Stage.ADMIT).with(new Times(T0, T0.minusSeconds(9), null));
    anyOf.direct.addAll(List.of(PASSED, REFUSED));

    Times times = anew(anyOf, admit, LIMIT.minusMillis(1));

    assertThat(times.honoured()).isEqualTo(LIMIT.minusMillis(1));
    assertThat(times.accepted()).as("what is presented hangs on nothing new").isBefore(T0);
  }

  @Test
  void aRefusalDuringASoakBeginsItAnew() {
    LockState admit = StillWorld.state(Stage.ADMIT).with(new Times(T0, T0, null));
    Instant first = T0.plus(SETTINGS.firstProbe());
    anyOf.direct.add(REFUSED);

    unmet(anyOf, admit, first.minusMillis(1));
    assertThat(anyOf.direct).as("hosts had no time to learn anything").hasSize(1);
    Times times = anew(anyOf, admit, first);

    assertThat(times.honoured()).isEqualTo(first);
    assertThat(times.accepted()).as("what is presented hangs on the same change").isEqualTo(first);
    assertThat(unmet(anyOf, admit, first).awaiting())
        .contains("until " + SOAKED)
        .contains("a refusal begins it anew, until " + LIMIT);
  }

  @Test
  void aSoakThatBeganAnewOftenEnoughEnds() {
    LockState admit =
        StillWorld.state(Stage.ADMIT).with(new Times(LIMIT.minusSeconds(60), T0, null));
    anyOf.direct.add(REFUSED);

    unmet(anyOf, admit, LIMIT);

    assertThat(anyOf.direct).as("it is not asked any more").hasSize(1);
  }

  @Test
  void aSoakTooShortToBeProbedIsNotBegunAnew() {
    LockState admit = StillWorld.state(Stage.ADMIT).with(new Times(T0, T0, null));
    Duration poll = SETTINGS.poll();
    settings = with(poll.multipliedBy(2), SETTINGS.probesInARow());
    anyOf.direct.add(REFUSED);
    assertThat(anew(anyOf, admit, SOAKED).honoured()).isEqualTo(SOAKED);

    settings = with(poll.multipliedBy(2).minusMillis(1), SETTINGS.probesInARow());
    anyOf.direct.add(REFUSED);
    assertThat(unmet(anyOf, admit, SOAKED).awaiting()).contains("accept g2");
  }

  private static Settings with(Duration soak, int probes) {
    return new Settings(
        soak, SETTINGS.soakLimit(), SETTINGS.grace(), SETTINGS.memory(), probes, SETTINGS.poll());
  }

  @Test
  void aSoakIsProbedAsOftenAsFallsOnALook() {
    LockState require = StillWorld.state(Stage.REQUIRE).with(new Times(T0, T0, T0));
    allOf.direct.addAll(Collections.nCopies(9, PASSED));

    unmet(allOf, require, SOAKED.minusMillis(1));

    assertThat(allOf.direct).hasSize(9 - SETTINGS.probesAtALook());
  }

  @Test
  void aFirstSecretThatSomethingElseRefusesIsAcceptedByTheWayThroughCloudFront() {
    LockState engage = StillWorld.state(Stage.ENGAGE).with(new Times(T0, T0, T0));
    anyOf.blocked = true;

    assertThat(check(anyOf, engage, SOAKED)).isEmpty();
    assertThat(anyOf.warnings)
        .hasSize(1)
        .first()
        .asString()
        .contains("while requests through CloudFront pass");

    refused("E2", 1);
    assertThat(unmet(anyOf, engage, LIMIT).awaiting())
        .as("one host there does not know it either")
        .contains("accept g1");
  }

  @Test
  void whatIsRefusedAsMuchAsWhatIsLetInHoldsNothingUp() {
    LockState admit = StillWorld.state(Stage.ADMIT).with(new Times(T0, T0, null));
    settings = with(SETTINGS.soak(), 9);
    anyOf.blocked = true;

    assertThat(check(anyOf, admit, SOAKED)).isEmpty();
    assertThat(anyOf.asked).as("each may last for seconds").isEqualTo(3);
    assertThat(anyOf.rules).containsExactly("PROBE_INCONCLUSIVE");
  }

  @Test
  void whetherTheOldSecretIsRefusedIsNotAskedForLongEither() {
    LockState require = StillWorld.state(Stage.REQUIRE).with(new Times(T0, T0, T0));
    settings = with(SETTINGS.soak(), 9);
    allOf.blocked = true;

    assertThat(check(allOf, require, SOAKED)).isEmpty();
    assertThat(allOf.asked).isEqualTo(3 + 3);
    assertThat(allOf.rules).containsExactly("PROBE_INCONCLUSIVE", "PROBE_INCONCLUSIVE");
  }

  @Test
  void aProbeThatShowsNothingEndsTheLookOfASoak() {
    LockState admit = StillWorld.state(Stage.ADMIT).with(new Times(T0, T0, null));
    settings = with(SETTINGS.soak(), 10);
    anyOf.direct.addAll(List.of(INCONCLUSIVE, REFUSED));

    unmet(anyOf, admit, SOAKED.minusMillis(1));

    assertThat(anyOf.direct).hasSize(1);
  }

  @Test
  void aProbeThatShowsNothingDoesNotHideTheNext() {
    LockState admit = StillWorld.state(Stage.ADMIT).with(new Times(T0, T0, null));
    anyOf.direct.addAll(List.of(INCONCLUSIVE, REFUSED));

    assertThat(unmet(anyOf, admit, LIMIT).awaiting()).contains("accept g2");
  }

  @Test
  void engageLooksThroughEveryDistributionBeforeItRests() {
    LockState engage = StillWorld.state(Stage.ENGAGE).with(new Times(T0, T0, T0));
    refused("E2", 1);
    assertThat(check(anyOf, engage, SOAKED)).as("its owner closes it, and is told").isEmpty();
    assertThat(anyOf.warnings).singleElement().asString().contains("through E2");

    anyOf.opensItself = true;
    refused("E2", 1);
    assertThat(unmet(anyOf, engage, SOAKED).awaiting()).contains("through E2");
  }

  @Test
  void outsideOfARotationItIsTheCurrentSecretThatIsProbed() {
    LockState engage = StillWorld.state(Stage.ENGAGE).with(new Times(T0, T0, T0));
    anyOf.direct.add(REFUSED);

    assertThat(unmet(anyOf, engage, LIMIT).awaiting()).contains("accept g1");
  }

  @Test
  void aSecretThatIsStillRefusedWhenKeysHaveLongBeenActiveIsHopeless() {
    LockState admit = StillWorld.state(Stage.ADMIT).with(new Times(T0, T0, null));

    anyOf.direct.add(REFUSED);
    unmet(anyOf, admit, ACTIVATED.minusMillis(1));
    anyOf.direct.add(REFUSED);
    LockException hopeless = hopeless(anyOf, admit, ACTIVATED);

    assertThat(hopeless.resource()).isEqualTo("the lock's API");
    assertThat(hopeless.operation()).contains("g2").contains("status of REFUSED");
    assertThat(hopeless.remedy()).contains("deployed stage");
  }

  @Test
  void onlyARotationIsEverHopeless() {
    LockState engage = StillWorld.state(Stage.ENGAGE).with(new Times(T0, T0, T0));
    anyOf.direct.add(REFUSED);

    unmet(anyOf, engage, ACTIVATED);
  }

  @Test
  void anInconclusiveProbeHoldsNothingUpAndIsReported() {
    LockState admit = StillWorld.state(Stage.ADMIT).with(new Times(T0, T0, null));
    anyOf.direct.add(INCONCLUSIVE);

    assertThat(check(anyOf, admit, SOAKED)).isEmpty();
    assertThat(anyOf.rules).containsExactly("PROBE_INCONCLUSIVE");
    assertThat(anyOf.warnings).hasSize(1).first().asString().contains("accepts g2");
  }

  @Test
  void requireIsLeftWhenTheOldSecretIsRefused() {
    LockState require = StillWorld.state(Stage.REQUIRE).with(new Times(T0, T0, T0));
    allOf.direct.addAll(List.of(PASSED, PASSED, PASSED, REFUSED, REFUSED, REFUSED));
    assertThat(check(allOf, require, SOAKED)).isEmpty();

    allOf.direct.addAll(List.of(PASSED, PASSED, PASSED, REFUSED, REFUSED, PASSED));
    assertThat(anew(allOf, require, SOAKED).honoured()).as("a late host").isEqualTo(SOAKED);

    assertThat(unmet(allOf, require, ACTIVATED.minusMillis(1)).awaiting()).contains("refuse g1");

    LockException hopeless = hopeless(allOf, require, ACTIVATED);
    assertThat(hopeless.operation()).contains("still lets g1 in");

    allOf.direct.addAll(List.of(PASSED, PASSED, PASSED, INCONCLUSIVE, REFUSED, REFUSED));
    assertThat(check(allOf, require, SOAKED)).isEmpty();
    assertThat(allOf.warnings).hasSize(1).first().asString().contains("refuses g1");
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"PRESENT", "RETREAT"})
  void aDistributionThroughWhichRequestsAreRefusedIsHopelessOnceItHasSoaked(Stage stage) {
    LockState state = StillWorld.state(stage).with(new Times(T0, T0, T0));
    refused("E2", 3);

    LockException hopeless = hopeless(anyOf, state, SOAKED);

    assertThat(hopeless.resource()).isEqualTo("CloudFront distribution E2");
    assertThat(hopeless.operation()).contains("status of REFUSED");
    assertThat(anyOf.through.get("E2")).as("as many as must pass in a row").isEmpty();
  }

  @Test
  void untilItHasSettledAndSoakedARefusalIsWaitedFor() {
    LockState present = StillWorld.state(Stage.PRESENT).with(new Times(T0, T0, T0.plusSeconds(60)));
    refused("E2", 3);
    assertThat(unmet(anyOf, present, SOAKED.plusSeconds(60).minusMillis(1)).awaiting())
        .contains("through E2");

    refused("E2", 3);
    assertThat(unmet(anyOf, present.with(new Times(T0, T0, null)), SOAKED).awaiting())
        .contains("through E2");
  }

  @Test
  void aHostThatRefusesOnceIsNotTheRule() {
    LockState present = StillWorld.state(Stage.PRESENT).with(new Times(T0, T0, T0));
    refused("E1", 2);

    assertThat(unmet(anyOf, present, GRACE_OVER).awaiting()).contains("through E1");
    assertThat(check(anyOf, present, GRACE_OVER)).isEmpty();
  }

  @Test
  void anInconclusiveProbeThroughADistributionIsReportedAtTheLastLookAlone() {
    LockState present = StillWorld.state(Stage.PRESENT).with(new Times(T0, T0, T0));
    anyOf.through.put("E1", new ArrayDeque<>(List.of(INCONCLUSIVE, INCONCLUSIVE)));

    assertThat(check(anyOf, present, GRACE_OVER)).isEmpty();

    assertThat(anyOf.rules).containsExactly("PROBE_INCONCLUSIVE");
    assertThat(anyOf.warnings).hasSize(1).first().asString().contains("through E1");
  }

  @Test
  void disengageIsLeftWhenNoMethodDemandsTheSecret() {
    LockState disengage = StillWorld.state(Stage.DISENGAGE).with(new Times(T0, T0, T0));
    anyOf.demands = new Demands(List.of("prod: GET /a"), 1, List.of("prod: OPTIONS /a"), true);
    assertThat(unmet(anyOf, disengage, SOAKED).check())
        .as("a preflight would be refused")
        .contains("demanded on one method (prod: OPTIONS /a)");

    anyOf.demands = new Demands(List.of("prod: GET /a"), 1, List.of(), false);
    assertThat(unmet(anyOf, disengage, SOAKED).check()).contains("could not be looked at");

    anyOf.demands = new Demands(List.of("prod: GET /a"), 1, List.of(), true);
    assertThat(check(anyOf, disengage, SOAKED)).isEmpty();
  }

  private void refused(String distribution, int times) {
    anyOf.through.put(distribution, new ArrayDeque<>(Collections.nCopies(times, REFUSED)));
  }

  private Wait unmet(StillWorld still, LockState state, Instant now) {
    return kept(still, state, now, Await.class).until();
  }

  private Times anew(StillWorld still, LockState state, Instant now) {
    return kept(still, state, now, Write.class).next().get().times();
  }

  private LockException hopeless(StillWorld still, LockState state, Instant now) {
    return kept(still, state, now, GiveUp.class).why();
  }

  private <M extends Move> M kept(StillWorld still, LockState state, Instant now, Class<M> by) {
    Optional<Move> move = check(still, state, now);
    assertThat(move).containsInstanceOf(by);
    return by.cast(move.orElseThrow());
  }

  /** What is done instead of leaving the stage; empty if it may be left. */
  private Optional<Move> check(StillWorld still, LockState state, Instant now) {
    still.now = now;
    World world = still.world();
    Situation situation = Situation.of(world, settings, still, Position.read(state));
    Decision decision =
        new ExitConditions(
                world,
                settings,
                situation,
                now,
                why -> Decision.of(new GiveUp(state, "It is given up.", why)))
            .firstUnmetOr(Decision::pass);
    decision.notes().forEach(note -> note.accept(still));
    return Optional.of(decision.move()).filter(move -> !(move instanceof Pass));
  }
}
