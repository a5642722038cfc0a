package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.port.Journal.Occurrence;
import java.time.Duration;

/**
 * R0: counts from now what the state says will only be: another worker's clock was ahead, and else
 * every soak would last that much longer. Nothing is so counted from before it was.
 */
final class ClockRule implements Rule {
  /** How far the clocks of two invocations may be apart without a word. */
  static final Duration APART = Duration.ofMinutes(1);

  @Override
  public Decision decide(Situation situation) {
    LockState state = situation.state();
    if (state.timesUntil(situation.now().plus(APART)).equals(state)) {
      return Decision.pass();
    }
    LockState next =
        state.timesUntil(situation.now()).change("times ahead of the clock count from now").build();
    return Decision.write(next, situation.unsent())
        .counting(Occurrence.CLOCK)
        .warning(
            "R0",
            "The state tells of times that are still to come: a worker's clock was ahead, or this"
                + " one's is behind. They count from now.");
  }
}
