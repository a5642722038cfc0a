package io.originlock.lab.spread;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
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

  @Property(tries = 25)
  void whateverTheDelaysEveryReceiverEndsWithTheNewestAndNeverGoesBack(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long seed,
      @ForAll @Size(min = 1, max = 5) List<Boolean> pushes)
      throws InterruptedException {
    Map<Integer, Integer> newest = new ConcurrentHashMap<>();
    CountDownLatch ends = new CountDownLatch(3);
    Random random = new Random(seed);
    Delays delays =
        n -> List.of(1, 2, 3).stream().map(i -> Duration.ofMillis(random.nextInt(8))).toList();
    try (Spread<Integer> spread =
        new Spread<>(
            3,
            delays,
            (receiver, subject, change) -> {
              Integer before = newest.put(receiver, change);
              assertThat(before == null || before < change).isTrue();
              if (change == pushes.size()) {
                ends.countDown();
              }
            })) {
      for (int i = 1; i <= pushes.size(); i++) {
        spread.push("one", i);
      }
      assertThat(ends.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(newest.values()).containsOnly(pushes.size());
  }
}
