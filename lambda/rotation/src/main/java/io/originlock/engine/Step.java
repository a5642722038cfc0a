package io.originlock.engine;

import java.util.Optional;

/**
 * One step's outcome.
 *
 * @param state a newer state, or the same
 * @param moved whether it is a newer one
 * @param awaiting what it waits for, if anything
 * @param unsent whether a distribution that differs may be told without counting as repaired: what
 *     it should present was written down, and it was not told since
 */
record Step(LockState state, boolean moved, Optional<Wait> awaiting, boolean unsent) {
  static Step moved(LockState state, boolean unsent) {
    return new Step(state, true, Optional.empty(), unsent);
  }

  static Step waiting(LockState state, Wait wait, boolean unsent) {
    return new Step(state, false, Optional.of(wait), unsent);
  }

  static Step resting(LockState state) {
    return new Step(state, false, Optional.empty(), false);
  }
}
