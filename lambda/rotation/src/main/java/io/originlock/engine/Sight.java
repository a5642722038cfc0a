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
 * @param gate what it does now
 * @param servesPresented whether it lets in what the stage presents
 * @param wanted the headers that every distribution must present; no others, unless additive
 * @param additive whether headers of the gate's may only be added: a gate of one requirement, that
 *     demands something else on some host, may demand any of those that are there
 * @param differing the distributions that present something else
 */
record Sight(
    StagePlan plan,
    List<Presentation> seen,
    HonourPlan honours,
    InPlace gate,
    boolean servesPresented,
    List<Header> wanted,
    boolean additive,
    List<Presentation> differing) {

  /** Looks: at the distributions first, so that what the gate honours is never the older news. */
  static Sight of(World world, LockState state, Duration soak, Instant now) {
    Rollover rollover = world.gate().rollover();
    StagePlan plan = rollover.plan(state.stage());
    List<Presentation> seen = world.distributions().read();
    InPlace gate = world.gate().inPlace(state.known());
    Set<SecretId> inPlace = gate.honoured();
    List<Secret> presented = Rollover.cast(state, plan.presented());
    boolean anyOf = rollover == Rollover.ANY_OF;
    List<Header> exactly = world.gate().present(presented);
    List<Header> atLeast =
        anyOf ? exactly : world.gate().present(Rollover.cast(state, plan.honoured()));
    // That it once settled is not enough: a header put back and taken away again between two looks
    // shows only in a deployment under way.
    boolean mayNarrow =
        settled(state, soak, now)
            && seen.stream()
                .allMatch(
                    each ->
                        each.deployed() && (anyOf ? each.shows(exactly) : each.carries(atLeast)));
    HonourPlan honours =
        HonourPlan.of(rollover, state, plan, world.gate().opensItself(), gate, mayNarrow);
    boolean additive = !anyOf && !plan.open() && (honours.due() || !served(state, soak, now));
    List<Header> wanted =
        additive ? world.gate().present(withDemanded(state, presented, inPlace)) : exactly;
    return new Sight(
        plan,
        seen,
        honours,
        gate,
        servesPresented(anyOf, presented, gate),
        wanted,
        additive,
        seen.stream()
            .filter(each -> !(additive ? each.carries(wanted) : each.shows(wanted)))
            .toList());
  }

  private static boolean servesPresented(boolean anyOf, List<Secret> presented, InPlace gate) {
    List<SecretId> ids = presented.stream().map(Secret::id).toList();
    Set<SecretId> inPlace = gate.honoured();
    return anyOf
        ? inPlace.containsAll(ids)
        : gate.open() || !inPlace.isEmpty() && ids.containsAll(inPlace);
  }

  static boolean settled(LockState state, Duration soak, Instant now) {
    return state.settledAt() != null && !now.isBefore(state.settledAt().plus(soak));
  }

  private static boolean served(LockState state, Duration soak, Instant now) {
    return state.servedAt() != null && !now.isBefore(state.servedAt().plus(soak));
  }

  /** What a gate of one requirement demands today is presented as well. */
  private static List<Secret> withDemanded(
      LockState state, List<Secret> presented, Set<SecretId> inPlace) {
    List<Secret> all = new ArrayList<>(presented);
    state.known().stream()
        .filter(secret -> inPlace.contains(secret.id()) && !presented.contains(secret))
        .forEach(all::add);
    return all;
  }

  /** What this distribution is to be told. */
  List<Header> wantedOf(Presentation distribution) {
    return added(distribution.headers().values().stream().flatMap(List::stream).toList());
  }

  /** What is to be published in place of this. */
  List<Header> wantedOf(Published.Document document) {
    return added(document.headers());
  }

  /** Whether headers are still there that go once nothing can demand them any more. */
  boolean keepsMore() {
    return additive && seen.stream().anyMatch(each -> each.loses(wanted));
  }

  private List<Header> added(List<Header> there) {
    if (!additive) {
      return wanted;
    }
    SortedMap<String, Header> all = new TreeMap<>();
    there.forEach(header -> all.put(header.key(), header));
    wanted.forEach(header -> all.put(header.key(), header));
    return List.copyOf(all.values());
  }

  /** Whether the gate is not what the state says it was. */
  boolean lost(LockState state) {
    boolean believed = state.honouredAt() != null || state.servedAt() != null && !servesPresented;
    return believed && (honours.stageLacks() || honours.meddled()) && !honours.withheld();
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
