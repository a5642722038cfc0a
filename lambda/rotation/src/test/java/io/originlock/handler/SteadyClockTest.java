package io.originlock.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time within an invocation, while somebody sets the clock. */
class SteadyClockTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Wall wall = new Wall();
  private long nanos = 77;

  /** A clock that anybody sets. */
  private static final class Wall extends Clock {
    private Instant now = NOON;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT10M", "PT-10M", "PT1H", "PT-1H", "P365D", "P-365D"})
  void aLeapIsSeenByTheNextInvocationAlone(Duration leap) {
    SteadyClock clock = new SteadyClock(wall, () -> nanos);

    nanos += Duration.ofSeconds(30).toNanos();
    wall.now = NOON.plusSeconds(30).plus(leap);
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(30));

    clock.begin();
    assertThat(clock.instant()).isEqualTo(wall.now);
    nanos += 1;
    assertThat(clock.instant()).isEqualTo(wall.now.plusNanos(1));
  }

  /** An age of what another worker's clock says is still to come is none. */
  @ParameterizedTest
  @CsvSource({"PT-1S, 0", "P-365D, 0", "PT0S, 0", "PT90S, 90"})
  void noAgeIsNegative(Duration age, long seconds) {
    assertThat(RotationHandler.seconds(NOON, NOON.plus(age))).isEqualTo(seconds);
  }
}
