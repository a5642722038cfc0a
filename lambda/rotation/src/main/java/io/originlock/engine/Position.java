package io.originlock.engine;

import io.originlock.model.LockState;

/**
 * A state, and how this invocation came to it.
 *
 * @param state the newest state that this invocation knows
 * @param unsent whether this invocation wrote down what the distributions must present and has not
 *     sent it since; otherwise a distribution that differs was changed by somebody else, or left by
 *     a crash
 * @param forced whether the API goes away with its lock, so that no exit condition is waited for
 */
record Position(LockState state, boolean unsent, boolean forced) {
  static Position read(LockState state) {
    return new Position(state, false, false);
  }

  static Position written(LockState state) {
    return new Position(state, true, false);
  }

  static Position forced(LockState state) {
    return new Position(state, true, true);
  }

  /** The same state, sent to the distributions or not. */
  Position unsent(boolean value) {
    return new Position(state, value, forced);
  }

  Position with(LockState next, boolean nextUnsent) {
    return new Position(next, nextUnsent, forced);
  }
}
