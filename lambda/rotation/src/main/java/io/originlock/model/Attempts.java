package io.originlock.model;

import java.time.Instant;
import java.util.Objects;

/**
 * What did not last, or did not succeed, at once.
 *
 * @param repairs of headers or gate, since the lock was last whole
 * @param rotations those in a row that were taken back
 */
public record Attempts(Effort repairs, Effort rotations) {
  /** All went well at once. */
  public static final Attempts NONE = new Attempts(Effort.NONE, Effort.NONE);

  public Attempts {
    Objects.requireNonNull(repairs, "repairs");
    Objects.requireNonNull(rotations, "rotations");
  }

  Attempts until(Instant latest) {
    return new Attempts(repairs.until(latest), rotations.until(latest));
  }

  public Attempts repairs(Effort effort) {
    return new Attempts(effort, rotations);
  }

  public Attempts rotations(Effort effort) {
    return new Attempts(repairs, effort);
  }
}
