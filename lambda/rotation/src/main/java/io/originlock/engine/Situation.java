package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.model.Times;
import io.originlock.port.Gate;
import io.originlock.port.Presentation;
import io.originlock.port.World;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that a rule knows: the state, how this invocation came to it, what was observed of the world,
 * and what is desired of it.
 *
 * @param accepts whether the gate accepts what the stage presents
 * @param differing the distributions that present something else than they must
 * @param held those of them that would lose a secret that may work, while the one to come has not
 *     soaked
 */
record Situation(
    Position at,
    Observed observed,
    Desired desired,
    boolean accepts,
    List<Presentation> differing,
    List<Presentation> held,
    Soak soak,
    Clock clock) {

  /** Looks at the world. */
  static Situation of(World world, Settings settings, Clock clock, Position at) {
    LockState state = at.state();
    Gate gate = world.gate();
    Soak soak = new Soak(settings.soak());
    Instant before = clock.instant();
    Observed observed = Observed.read(world, state);
    Desired desired = Desired.of(gate, state, observed, soak, before);
    List<Presentation> differing = desired.differing(observed.distributions());
    Guard guard = new Guard(gate, settings.memory());
    Instant now = clock.instant();
    boolean mayHold =
        !desired.plan().open()
            && !desired.onlyAdded()
            && state.times().accepted() != null
            && !soak.over(state.times().accepted(), now);
    List<Presentation> held =
        differing.stream()
            .filter(each -> mayHold && each.loses(desired.headers()))
            .filter(each -> guard.mayServe(state, each, observed.gate().honoured(), now))
            .toList();
    return new Situation(
        at,
        observed,
        desired,
        Rollover.of(gate.acceptance())
            .accepts(Rollover.cast(state, desired.plan().presented()), observed.gate()),
        differing,
        held,
        soak,
        clock);
  }

  LockState state() {
    return at.state();
  }

  boolean unsent() {
    return at.unsent();
  }

  boolean forced() {
    return at.forced();
  }

  Instant now() {
    return clock.instant();
  }

  boolean agrees() {
    return differing.isEmpty();
  }

  /** The differing distributions that may be changed now. */
  List<Presentation> toChange() {
    return differing.stream().filter(each -> !held.contains(each)).toList();
  }

  /** Whether headers are still there that go once nothing can demand them any more. */
  boolean keepsMore() {
    return desired.onlyAdded() && observed.presentsMoreThan(desired.headers());
  }

  /** Whether the gate is not what the state says it was. */
  boolean gateWasChanged() {
    Times times = state().times();
    boolean believed = times.honoured() != null || times.accepted() != null && !accepts;
    GateDifference gate = desired.gate();
    return believed && (gate.lacks() || gate.foreign()) && !gate.postponed();
  }

  static String names(List<Presentation> distributions) {
    return distributions.stream().map(Presentation::distribution).collect(Collectors.joining(", "));
  }
}
