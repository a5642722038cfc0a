package io.originlock.engine;

import java.time.Duration;

/** How long the engine goes on with what does not work, and when it says so. */
final class Patience {
  /**
   * Repairs of the headers and of the gate. Three at once are what people and tools do in passing;
   * more is a second writer that fights, and CloudFront allows its updates no such rate for long.
   */
  static final BackOff REPAIRS = new BackOff(3, Duration.ofMinutes(1), Duration.ofMinutes(15));

  /** Rotations after one that was taken back: each with a new secret. */
  static final BackOff TRIES = new BackOff(0, Duration.ofMinutes(15), Duration.ofHours(4));

  /** The tries of one rotation; after the last it is given up until somebody asks again. */
  static final int MOST_TRIES = 3;

  /**
   * How long the API may take to accept a new secret beyond the soak. Activation of an API key has
   * been reported to take half an hour.
   */
  static final Duration ACTIVATION = Duration.ofHours(1);

  /** How long a wait with no known end may take before it is reported as overdue. */
  static final Duration USUAL = Duration.ofHours(1);

  private Patience() {}
}
