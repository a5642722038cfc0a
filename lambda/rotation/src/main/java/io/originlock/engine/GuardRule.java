package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.model.SecretId;
import io.originlock.port.Gate;
import io.originlock.port.Journal.Occurrence;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * R1: writes down what a distribution presents against the stage's will, so that this secret stays
 * accepted until the repair has settled and soaked. Repairs are counted, and wait longer each time
 * for a second writer that fights.
 */
final class GuardRule implements Rule {
  private final Gate gate;
  private final Guard guard;

  GuardRule(Gate gate, Settings settings) {
    this.gate = gate;
    this.guard = new Guard(gate, settings.memory());
  }

  @Override
  public Decision decide(Situation situation) {
    LockState state = situation.state();
    if (situation.agrees()) {
      return joined(situation);
    }
    Instant now = situation.now();
    Set<SecretId> strays = strays(situation, now);
    boolean repair =
        !situation.unsent()
            && !situation.toChange().isEmpty()
            && !now.isBefore(Patience.REPAIRS.next(state.attempts().repairs()));
    if (strays.isEmpty() && !repair && state.times().settled() == null) {
      return Decision.pass();
    }
    LockState.Change change =
        state
            .change("the headers differ from the lock's")
            .linger(strays)
            .times(all -> all.settled(null));
    if (repair) {
      change.repairs(state.attempts().repairs().again(now));
      if (situation.gateWasChanged()) {
        // Repairs both at once: R2, counted by itself, would wait for this one for ever.
        change.times(all -> all.notHonoured(situation.accepts()));
      }
    }
    return Decision.write(change.build(), situation.unsent() || repair)
        .counting(Occurrence.GUARD_ACTED)
        .saying(
            "R1",
            "The headers of "
                + Situation.names(situation.differing())
                + " are not the lock's"
                + (strays.isEmpty()
                    ? "."
                    : ": they present " + strays + ", honoured until repaired."));
  }

  /** Counts the soak of a distribution that joins from now on, though it presents already. */
  private static Decision joined(Situation situation) {
    LockState state = situation.state();
    Set<String> joining = situation.joining();
    String who = String.join(", ", joining);
    return joining.isEmpty() || state.times().settled() == null
        ? Decision.pass()
        : Decision.write(
                state.change(who + " joined the lock").times(all -> all.settled(null)).build(),
                situation.unsent())
            .saying("R1", who + " joined the lock: its edges are waited for.");
  }

  private Set<SecretId> strays(Situation situation, Instant now) {
    Set<SecretId> strays = new LinkedHashSet<>();
    if (Rollover.of(gate.acceptance()).acceptsStrays()) {
      LockState state = situation.state();
      strays.addAll(guard.presented(state, situation.observed().distributions(), now));
      Rollover.cast(state, situation.desired().plan().honoured())
          .forEach(secret -> strays.remove(secret.id()));
      strays.removeAll(state.secrets().lingering());
    }
    return strays;
  }
}
