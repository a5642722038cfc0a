package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.model.Stage;
import java.time.Instant;

/** R8: begins the rotation that was asked for meanwhile, or the next try of one. */
final class NextRule implements Rule {
  private final Rotations rotations;
  private final Barriers barriers;

  NextRule(Rotations rotations, Barriers barriers) {
    this.rotations = rotations;
    this.barriers = barriers;
  }

  @Override
  public Decision decide(Situation situation) {
    LockState state = situation.state();
    if (state.stage() != Stage.IDLE
        || state.requests().pending() == null
        || state.requests().paused()) {
      return Decision.pass();
    }
    Instant next = Patience.TRIES.next(state.attempts().rotations());
    if (situation.now().isBefore(next)) {
      return Decision.await(Waits.known("the next try of the rotation", next), false);
    }
    return barriers
        .beforeRotating()
        .map(wait -> Decision.await(wait, false))
        .orElseGet(
            () ->
                Decision.writeTidily(() -> rotations.start(state, state.requests().pending()), true)
                    .saying("R8", "The rotation that was asked for meanwhile begins."));
  }
}
