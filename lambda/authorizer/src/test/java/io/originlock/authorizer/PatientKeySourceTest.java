package io.originlock.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.testing.MovingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How long a request waits where each look takes its time. */
class PatientKeySourceTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final MovingClock clock = new MovingClock(BEGIN.toString());
  private int looks;

  /** A Parameter Store whose looks take so long, and fail if they begin before then. */
  private PatientKeySource source(Duration look, Duration readable) {
    return new PatientKeySource(
        () -> {
          looks++;
          boolean early = clock.instant().isBefore(BEGIN.plus(readable));
          clock.pass(look);
          if (early) {
            throw new KeySourceException("not yet");
          }
          return Map.of();
        },
        clock,
        clock::pass,
        new Jitter(new SplittableRandom(1)));
  }

  @Test
  void aLookThatWasUnderWayAtTheEndIsNotTheLast() {
    // The second look ends between 5.5 s and 5.7 s.
    assertThat(source(Duration.ofMillis(2_700), Duration.ofMillis(5_500)).read()).isEmpty();

    assertThat(looks).isEqualTo(3);
  }

  @Test
  void afterTheLastLookNobodyWaits() {
    PatientKeySource never = source(Duration.ofMillis(2_700), Duration.ofHours(1));

    assertThatThrownBy(never::read).isInstanceOf(KeySourceException.class);

    assertThat(looks).isEqualTo(3);
  }
}
