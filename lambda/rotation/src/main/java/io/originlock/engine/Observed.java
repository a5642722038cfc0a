package io.originlock.engine;

import io.originlock.model.Header;
import io.originlock.model.LockState;
import io.originlock.model.Roster;
import io.originlock.port.ObservedGate;
import io.originlock.port.Presentation;
import io.originlock.port.World;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The world of a lock, observed once.
 *
 * @param distributions each of them
 * @param gate what the gate does
 * @param listed the ids of the distributions that stay
 * @param free the ids of those being let go through which nobody can be refused any more, whatever
 *     they present
 */
record Observed(
    List<Presentation> distributions, ObservedGate gate, Set<String> listed, Set<String> free) {

  /** Reads the distributions first, so that what the gate accepts is never the older news. */
  static Observed read(World world, LockState state, Soak soak, Instant now) {
    List<Presentation> distributions = world.distributions().read();
    Roster roster = world.roster();
    return new Observed(
        distributions,
        world.gate().observe(state.known()),
        roster.listed().distributions(),
        distributions.stream()
            .filter(each -> roster.leaving().distributions().contains(each.distribution()))
            .filter(each -> isFree(roster, state, each, soak, now))
            .map(Presentation::distribution)
            .collect(Collectors.toSet()));
  }

  /** Until a change has reached every edge, what they need is what {@link #unsettled} awaits. */
  private static boolean isFree(
      Roster roster, LockState state, Presentation distribution, Soak soak, Instant now) {
    return !(distribution.deployed() && distribution.needed())
        && behind(roster, distribution).stream()
            .allMatch(stage -> soak.over(state.times().open().get(stage), now));
  }

  /** The stages among the lock's members to which a released distribution leads. */
  static Set<String> behind(Roster roster, Presentation distribution) {
    Set<String> stages = new TreeSet<>(distribution.leads().keySet());
    stages.retainAll(roster.members().stages());
    return stages;
  }

  /** The distributions that must present what the stage wants. */
  List<Presentation> bound() {
    return distributions.stream().filter(each -> !free.contains(each.distribution())).toList();
  }

  /** The distributions that are probed: a released one may lead anywhere. */
  List<Presentation> probed() {
    return distributions.stream().filter(each -> listed.contains(each.distribution())).toList();
  }

  /** The distributions whose edges don't all have their configuration yet. */
  List<Presentation> unsettled() {
    return distributions.stream().filter(each -> !each.deployed()).toList();
  }

  /** Whether some distribution has a header of the gate's that is not among these. */
  boolean presentsMoreThan(List<Header> headers) {
    return bound().stream().anyMatch(each -> each.loses(headers));
  }
}
