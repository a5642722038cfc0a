package io.originlock.engine;

import io.originlock.model.Effort;
import java.time.Duration;
import java.time.Instant;

/**
 * How long to wait before something is tried again: not at all the first few times, then twice as
 * long each time.
 *
 * @param free how many attempts follow each other without a wait
 * @param first the wait after that
 * @param longest what no wait exceeds
 */
record BackOff(int free, Duration first, Duration longest) {

  /** The earliest moment of the next attempt; the distant past if there is nothing to wait for. */
  Instant next(Effort effort) {
    int waits = effort.count() - free;
    if (waits <= 0) {
      return Instant.MIN;
    }
    Duration wait = first;
    for (int i = 1; i < waits && wait.compareTo(longest) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return effort.last().plus(wait.compareTo(longest) < 0 ? wait : longest);
  }
}
