package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.model.Wait;
import java.util.Optional;

/**
 * How far an invocation got.
 *
 * @param at where it stands now
 * @param moved whether it goes on at once
 * @param awaiting what it waits for; empty while it moves, and when there is nothing to do
 */
record Step(Position at, boolean moved, Optional<Wait> awaiting) {
  static Step moved(Position at) {
    return new Step(at, true, Optional.empty());
  }

  static Step waiting(Position at, Wait wait) {
    return new Step(at, false, Optional.of(wait));
  }

  static Step resting(Position at) {
    return new Step(at, false, Optional.empty());
  }

  LockState state() {
    return at.state();
  }
}
