package io.originlock.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * What is left to do while a lock is idle and every distribution agrees: it becomes whole again
 * after a repair, what was retired is seen refused (R7), and what was asked for meanwhile begins
 * (R8). A step that moved has its state still to be written.
 */
final class Resting {
  private final World world;
  private final Settings settings;
  private final Clock clock;
  private final Journal journal;
  private final Exits exits;
  private final Waits waits;
  private final Rotations rotations;

  Resting(
      World world,
      Settings settings,
      Clock clock,
      Journal journal,
      Exits exits,
      Waits waits,
      Rotations rotations) {
    this.world = world;
    this.settings = settings;
    this.clock = clock;
    this.journal = journal;
    this.exits = exits;
    this.waits = waits;
    this.rotations = rotations;
  }

  Step step(LockState state, Sight sight) {
    Instant now = clock.instant();
    HonourPlan honours = sight.honours();
    boolean toNarrow =
        !state.lingering().isEmpty() || !honours.kept().isEmpty() || honours.keptOpen(sight.plan());
    if (!Sight.settled(state, settings.soak(), now) || toNarrow && !sight.unsettled().isEmpty()) {
      return Step.waiting(state, waits.soakOrPropagation(state, sight), false);
    }
    if (sight.keepsMore() && state.servedAt() != null) {
      Instant soaked = state.servedAt().plus(settings.soak());
      return Step.waiting(state, Waits.known("the soak before other headers go", soaked), false);
    }
    Instant honoured = state.honouredAt().plus(settings.soak());
    if (state.repairs().count() > 0 && now.isBefore(honoured)) {
      return Step.waiting(
          state, Waits.known("the soak after the gate was repaired", honoured), false);
    }
    if (!state.lingering().isEmpty() || state.repairs().count() > 0) {
      journal.decided("R2", "The lock is whole again: no edge presents anything else.");
      return Step.moved(
          state.change("repaired").nothingLingers().repairs(Effort.NONE).build(), false);
    }
    if (state.retired().stream().anyMatch(retired -> !retired.refused())) {
      return confirm(state);
    }
    if (state.pending() == null || state.paused()) {
      world.log().prune();
      return Step.resting(state);
    }
    Instant next = Patience.TRIES.next(state.tries());
    if (now.isBefore(next)) {
      return Step.waiting(state, Waits.known("the next try of the rotation", next), false);
    }
    journal.decided("R8", "The rotation that was asked for meanwhile begins.");
    return Step.moved(rotations.start(state, state.pending()), true);
  }

  // R7
  private Step confirm(LockState state) {
    if (exits.retiredRefused(state) instanceof Finding.Unmet unmet) {
      return Step.waiting(state, unmet.until(), false);
    }
    List<Retired> confirmed = state.retired().stream().map(Retired::seenRefused).toList();
    return Step.moved(state.change("what was retired is dead").retired(confirmed).build(), false);
  }
}
