package io.originlock.authorizer;

import java.time.Duration;
import java.time.Instant;

/** A time from an instant on. It is over, too, once a clock was set back to before it. */
record Span(Instant from, Duration length) {
  /** A span that is over. */
  static final Span OVER = new Span(Instant.MAX, Duration.ZERO);

  boolean isOver(Instant now) {
    return now.isBefore(from) || !now.isBefore(from.plus(length));
  }
}
