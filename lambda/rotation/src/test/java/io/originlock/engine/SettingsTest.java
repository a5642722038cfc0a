package io.originlock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How probes are spread over a soak, for a lock that looks once a minute. */
class SettingsTest {

  @ParameterizedTest
  @CsvSource({
    "300, 20, 4, 15, true",
    "300, 21, 5, 14.285714285, true",
    "300, 3, 1, 100, true",
    "60, 20, 20, 4, true",
    "61, 20, 20, 4, true",
    "64, 20, 19, 4, true",
    "30, 20, 20, 4, true",
    "4, 20, 20, 4, true",
    "3, 20, 20, 4, false",
    "3600, 1, 1, 3600, true"
  })
  void probesAreSpreadOverASoak(
      long soak, int probes, int atALook, double first, boolean canBeginAnew) {
    Settings settings =
        new Settings(
            Duration.ofSeconds(soak),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            probes,
            Duration.ofSeconds(2));

    assertThat(settings.probesAtALook()).isEqualTo(atALook);
    assertThat(settings.firstProbe()).isEqualTo(Duration.ofNanos((long) (first * 1e9)));
    assertThat(settings.soaksCanBeginAnew()).isEqualTo(canBeginAnew);
  }
}
