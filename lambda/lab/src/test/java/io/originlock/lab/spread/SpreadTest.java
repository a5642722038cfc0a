package io.originlock.lab.spread;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.Eventually;
import io.originlock.testing.Draw;
import io.originlock.testing.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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

  private static void everyReceiverEndsWithTheNewest(int pushes, Delays delays) {
    Map<Integer, List<Integer>> arrived = new ConcurrentHashMap<>();
    try (Spread<Integer> spread =
        new Spread<>(
            3,
            delays,
            (receiver, subject, change) ->
                arrived
                    .computeIfAbsent(receiver, each -> new CopyOnWriteArrayList<>())
                    .add(change))) {
      for (int i = 1; i <= pushes; i++) {
        spread.push("one", i);
      }
      Eventually.await("every change is delivered or dropped", () -> spread.behind() == 0);
    }
    assertThat(arrived).hasSize(3);
    assertThat(arrived.values())
        .allSatisfy(changes -> assertThat(changes).isSorted().endsWith(pushes));
  }
}
