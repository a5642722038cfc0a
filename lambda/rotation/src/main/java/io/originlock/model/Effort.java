package io.originlock.model;

import java.time.Instant;
import java.util.Objects;

/**
 * How often something had to be tried again since it last went well, and when last.
 *
 * @param count 0 or more
 * @param last null exactly when the count is 0
 */
public record Effort(int count, Instant last) {
  /** Nothing had to be tried again. */
  public static final Effort NONE = new Effort(0, null);

  /**
   * @throws IllegalArgumentException if count and time don't belong together
   */
  public Effort {
    if (count < 0 || count == 0 != (last == null)) {
      throw new IllegalArgumentException("an effort of " + count + " with last " + last);
    }
  }

  Effort until(Instant latest) {
    return new Effort(count, LockState.earlier(last, latest));
  }

  /** One more, now. */
  public Effort again(Instant now) {
    return new Effort(count + 1, Objects.requireNonNull(now, "now"));
  }
}
