package io.originlock.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * The least time that something must have been so before anything is built on it.
 *
 * @param length how long that is
 */
record Soak(Duration length) {

  /** Whether something that has been so since then has soaked; null is what is not so yet. */
  boolean over(Instant since, Instant now) {
    return since != null && !now.isBefore(end(since));
  }

  Instant end(Instant since) {
    return since.plus(length);
  }
}
