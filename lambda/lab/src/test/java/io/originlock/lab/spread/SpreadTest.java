package io.originlock.lab.spread;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.testing.Draw;
import io.originlock.testing.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void drawnDelaysFillTheirRangeAndRepeatBySeed() {
    Duration least = Duration.ofSeconds(2);
    Duration greatest = Duration.ofSeconds(13);
    List<Duration> drawn = Delays.between(least, greatest, 7).draw(40);

    assertThat(drawn).hasSize(40).contains(least, greatest);
    assertThat(drawn).allMatch(d -> d.compareTo(least) >= 0 && d.compareTo(greatest) <= 0);
    assertThat(Delays.between(least, greatest, 7).draw(40)).isEqualTo(drawn);
  }

  @Test
  void whateverTheDelaysEveryReceiverEndsWithTheNewestAndNeverGoesBack() {
    Seeds.each(
        25,
        seed -> {
          Draw draw = new Draw(seed);
          everyReceiverEndsWithTheNewest(
              draw.between(1, 5),
              n -> draw.list(n, n, () -> Duration.ofMillis(draw.between(0, 7))));
        });
  }

  private static void everyReceiverEndsWithTheNewest(int pushes, Delays delays)
      throws InterruptedException {
    Map<Integer, Integer> newest = new ConcurrentHashMap<>();
    CountDownLatch ends = new CountDownLatch(3);
    try (Spread<Integer> spread =
        new Spread<>(
            3,
            delays,
            (receiver, subject, change) -> {
              Integer before = newest.put(receiver, change);
              assertThat(before == null || before < change).isTrue();
              if (change == pushes) {
                ends.countDown();
              }
            })) {
      for (int i = 1; i <= pushes; i++) {
        spread.push("one", i);
      }
      assertThat(ends.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(newest.values()).containsOnly(pushes);
  }
}
