package io.originlock.engine;

import java.util.Optional;

/**
 * One step's outcome.
 *
 * @param state a newer state, or the same
 * @param moved whether it is a newer one
 * @param awaiting what it waits for, if anything
 * @param mayTell whether a distribution that differs may be told without counting as repaired: what
 *     it should present was written down, and it was not told since
 */
record Step(LockState state, boolean moved, Optional<Wait> awaiting, boolean mayTell) {
  static Step moved(LockState state, boolean mayTell) {
    return new Step(state, true, Optional.empty(), mayTell);
  }

  static Step waiting(LockState state, Wait wait, boolean mayTell) {
    return new Step(state, false, Optional.of(wait), mayTell);
  }

  static Step resting(LockState state) {
    return new Step(state, false, Optional.empty(), false);
  }
}
