package io.originlock.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one look at the world showed, against what the stage wants.
 *
 * @param plan the stage as a desired state
 * @param seen every distribution
 * @param honours what the gate must honour
 * @param inPlace what it honours now
 * @param servesPresented whether it lets in what the stage presents
 * @param wanted the headers that every distribution must present
 * @param differing the distributions that present something else
 */
record Sight(
    StagePlan plan,
    List<Presentation> seen,
    HonourPlan honours,
    Set<SecretId> inPlace,
    boolean servesPresented,
    List<Header> wanted,
    List<Presentation> differing) {

  /** Looks: at the distributions first, so that what the gate honours is never the older news. */
  static Sight of(World world, LockState state, Duration soak, Instant now) {
    Rollover rollover = world.gate().rollover();
    StagePlan plan = rollover.plan(state.stage());
    List<Presentation> seen = world.distributions().read();
    Set<SecretId> inPlace = world.gate().honoured(state.known());
    List<Secret> presented = Rollover.cast(state, plan.presented());
    boolean mayNarrow =
        settledFor(state, soak, now) && agree(world.gate(), state, plan, presented, seen);
    HonourPlan honours = HonourPlan.of(rollover, state, plan, inPlace, mayNarrow);
    List<Header> wanted =
        honours.withheld()
            ? withDemanded(world.gate(), state, presented, inPlace, seen)
            : world.gate().present(presented);
    boolean served = inPlace.containsAll(presented.stream().map(Secret::id).toList());
    return new Sight(
        plan,
        seen,
        honours,
        inPlace,
        rollover == Rollover.ANY_OF && served,
        wanted,
        seen.stream().filter(each -> !each.shows(wanted)).toList());
  }

  /**
   * Whether every distribution, in this very reading, is deployed with what the gate is to honour.
   * That it once settled is not enough: a header put back and taken away again between two looks
   * shows only in a deployment under way.
   */
  private static boolean agree(
      Gate gate, LockState state, StagePlan plan, List<Secret> presented, List<Presentation> seen) {
    List<Header> exactly = gate.present(presented);
    List<Header> atLeast = gate.present(Rollover.cast(state, plan.honoured()));
    return seen.stream()
        .allMatch(
            each ->
                each.deployed()
                    && (gate.rollover() == Rollover.ANY_OF
                        ? each.shows(exactly)
                        : each.carries(atLeast)));
  }

  static boolean settledFor(LockState state, Duration soak, Instant now) {
    return state.settledAt() != null && !now.isBefore(state.settledAt().plus(soak));
  }

  /**
   * What such a gate demands today is presented, too, until it demands what the stage wants; and
   * since it may demand what the state doesn't know, no header of the gate's goes before then. One
   * that nobody demands does no harm.
   */
  private static List<Header> withDemanded(
      Gate gate,
      LockState state,
      List<Secret> presented,
      Set<SecretId> inPlace,
      List<Presentation> seen) {
    List<Secret> ours = new ArrayList<>(presented);
    state.known().stream()
        .filter(secret -> inPlace.contains(secret.id()) && !presented.contains(secret))
        .forEach(ours::add);
    SortedMap<String, Header> all = new TreeMap<>();
    for (Presentation each : seen) {
      each.headers().values().stream()
          .flatMap(List::stream)
          .forEach(header -> all.put(header.name(), header));
    }
    gate.present(ours).forEach(header -> all.put(header.name(), header));
    return List.copyOf(all.values());
  }

  boolean agrees() {
    return differing.isEmpty();
  }

  /** The distributions whose edges don't all have their configuration yet. */
  List<Presentation> unsettled() {
    return seen.stream().filter(each -> !each.deployed()).toList();
  }

  static String names(List<Presentation> distributions) {
    return distributions.stream().map(Presentation::distribution).collect(Collectors.joining(", "));
  }
}
