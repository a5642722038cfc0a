package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.model.Stage;
import java.time.Instant;

/** R8: begins the rotation that was asked for meanwhile, or the next try of one. */
final class NextRule implements Rule {
  private final Rotations rotations;

  NextRule(Rotations rotations) {
    this.rotations = rotations;
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
    return situation.now().isBefore(next)
        ? Decision.await(Waits.known("the next try of the rotation", next), false)
        : Decision.writeTidily(() -> rotations.start(state, state.requests().pending()), true)
            .saying("R8", "The rotation that was asked for meanwhile begins.");
  }
}
