package io.originlock.engine;

import io.originlock.model.Header;
import io.originlock.model.LockState;
import io.originlock.model.Secret;
import io.originlock.port.Gate;
import io.originlock.port.ObservedGate;
import io.originlock.port.Presentation;
import io.originlock.port.Published;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a stage wants of the world as it is observed.
 *
 * @param plan the stage as a desired state
 * @param gate what the gate must accept
 * @param headers what every distribution must present
 * @param onlyAdded whether the other headers of the gate's stay for the time being, since a host
 *     may still demand one of them
 */
record Desired(StagePlan plan, GateDifference gate, List<Header> headers, boolean onlyAdded) {

  static Desired of(Gate gate, LockState state, Observed observed, Soak soak, Instant now) {
    Rollover rollover = Rollover.of(gate.acceptance());
    StagePlan plan = rollover.plan(state.stage());
    boolean mayNarrow = mayNarrow(gate, state, observed, soak, now);
    GateDifference desired =
        GateDifference.of(rollover, state, plan, gate.opensItself(), observed.gate(), mayNarrow);
    boolean accepted = soak.over(state.times().accepted(), now);
    boolean onlyAdded = rollover.onlyAddsHeaders(plan, desired.differs() || !accepted);
    List<Secret> presented = Rollover.cast(state, plan.presented());
    return new Desired(
        plan,
        desired,
        gate.present(onlyAdded ? withDemanded(state, presented, observed.gate()) : presented),
        onlyAdded);
  }

  /**
   * Whether every edge has presented for a soak what lets the gate do without the rest. That it
   * once settled is not enough: a header put back and taken away again between two looks shows only
   * in a deployment under way.
   */
  private static boolean mayNarrow(
      Gate gate, LockState state, Observed observed, Soak soak, Instant now) {
    return soak.over(state.times().settled(), now)
        && observed.unsettled().isEmpty()
        && Rollover.of(gate.acceptance()).mayNarrow(gate, state, observed.bound());
  }

  /** What a gate of one requirement demands today is presented as well. */
  private static List<Secret> withDemanded(
      LockState state, List<Secret> presented, ObservedGate observed) {
    Set<Secret> all = new LinkedHashSet<>(presented);
    state.known().stream()
        .filter(secret -> observed.honoured().contains(secret.id()))
        .forEach(all::add);
    return List.copyOf(all);
  }

  /**
   * The distributions that present something else. Those that are free keep what they have until it
   * is taken off, or the lock with it.
   */
  List<Presentation> differing(Observed observed) {
    return (headers.isEmpty() ? observed.distributions() : observed.bound())
        .stream()
            .filter(each -> !(onlyAdded ? each.carries(headers) : each.shows(headers)))
            .toList();
  }

  /** What this distribution must present. */
  List<Header> headersOf(Presentation distribution) {
    return added(distribution.allHeaders());
  }

  /** What must be published in place of this. */
  List<Header> headersOf(Published.Document document) {
    return added(document.headers());
  }

  private List<Header> added(List<Header> there) {
    if (!onlyAdded) {
      return headers;
    }
    SortedMap<String, Header> all = new TreeMap<>();
    there.forEach(header -> all.put(header.key(), header));
    headers.forEach(header -> all.put(header.key(), header));
    return List.copyOf(all.values());
  }
}
