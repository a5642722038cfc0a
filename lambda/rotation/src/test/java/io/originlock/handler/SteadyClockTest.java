package io.originlock.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.testing.MovingClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time within an invocation, while somebody sets the clock. */
class SteadyClockTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** One that anybody sets. */
  private final MovingClock wall = new MovingClock(NOON.toString());

  private long nanos = 77;

  @ParameterizedTest
  @CsvSource({"PT0S", "PT10M", "PT-10M", "PT1H", "PT-1H", "P365D", "P-365D"})
  void aLeapIsSeenByTheNextInvocationAlone(Duration leap) {
    SteadyClock clock = new SteadyClock(wall, () -> nanos);

    nanos += Duration.ofSeconds(30).toNanos();
    wall.set(NOON.plusSeconds(30).plus(leap));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(30));

    clock.begin();
    assertThat(clock.instant()).isEqualTo(wall.instant());
    nanos += 1;
    assertThat(clock.instant()).isEqualTo(wall.instant().plusNanos(1));
  }

  /** An age of what another worker's clock says is still to come is none. */
  @ParameterizedTest
  @CsvSource({"PT-1S, 0", "P-365D, 0", "PT0S, 0", "PT90S, 90"})
  void noAgeIsNegative(Duration age, long seconds) {
    assertThat(RotationHandler.seconds(NOON, NOON.plus(age))).isEqualTo(seconds);
  }
}
