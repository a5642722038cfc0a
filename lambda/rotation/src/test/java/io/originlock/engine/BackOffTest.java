package io.originlock.engine;

import static io.originlock.engine.StillWorld.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.model.Effort;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long to wait before something is tried again. */
class BackOffTest {
  private final BackOff backOff = new BackOff(2, Duration.ofMinutes(1), Duration.ofMinutes(5));

  @ParameterizedTest
  @CsvSource({"3, 1", "4, 2", "5, 4", "6, 5", "7, 5", "1000, 5"})
  void theWaitDoublesUpToTheLongest(int count, int minutes) {
    assertThat(backOff.next(new Effort(count, T0))).isEqualTo(T0.plusSeconds(60L * minutes));
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void theFirstFewAreNotWaitedFor(int count) {
    assertThat(backOff.next(new Effort(count, T0))).isEqualTo(Instant.MIN);
    assertThat(backOff.next(Effort.NONE)).isEqualTo(Instant.MIN);
  }

  @Test
  void anEffortCountsWithItsLastTime() {
    assertThat(Effort.NONE.again(T0).again(T0.plusSeconds(1)))
        .isEqualTo(new Effort(2, T0.plusSeconds(1)));
    assertThat(new Effort(0, null)).isEqualTo(Effort.NONE);
    assertThatThrownBy(() -> new Effort(0, T0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Effort(1, null)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Effort(-1, T0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }
}
