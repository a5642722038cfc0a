package io.originlock.authorizer;

import io.originlock.signing.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Repeats a look that fails while a viewer waits. The last one begins {@link #LONGEST} after the
 * first, so what ends by then refuses nobody.
 */
final class PatientKeySource implements KeySource {
  /**
   * How long after the first look the last one begins. A look at a silent Parameter Store takes
   * some 4 s, and the function has 10 s in all: longer would be a 500 in place of a 403.
   */
  static final Duration LONGEST = Duration.ofMillis(5_500);

  /** The same for a last look after one that was under way at {@link #LONGEST}. */
  static final Duration LATEST = Duration.ofMillis(5_800);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final KeySource source;
  private final Clock clock;
  private final Pause pause;
  private final Jitter jitter;

  PatientKeySource(KeySource source, Clock clock, Pause pause, Jitter jitter) {
    this.source = source;
    this.clock = clock;
    this.pause = pause;
    this.jitter = jitter;
  }

  /** {@inheritDoc} At most 14 looks: pauses are half a second and more from the third on. */
  @Override
  public Map<String, SigningKey> read() {
    Instant from = clock.instant();
    Duration longest = FIRST_PAUSE;
    boolean last = false;
    while (true) {
      try {
        return source.read();
      } catch (KeySourceException e) {
        Duration passed = Duration.between(from, clock.instant());
        // A clock that was set back says nothing of how long the viewer has waited.
        if (last || passed.isNegative() || passed.compareTo(LATEST) >= 0) {
          throw e;
        }
        Duration left = LONGEST.minus(passed);
        Duration rest = jitter.half(longest);
        last = rest.compareTo(left) >= 0;
        if (!left.isNegative()) {
          pause.sleep(shorter(rest, left));
        }
        longest = shorter(longest.multipliedBy(2), LONGEST_PAUSE);
      }
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
