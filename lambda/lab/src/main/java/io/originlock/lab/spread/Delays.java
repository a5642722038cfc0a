package io.originlock.lab.spread;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** How long a change takes to reach each of several receivers. */
@FunctionalInterface
public interface Delays {

  /** One delay for each receiver, drawn anew for every change. */
  List<Duration> draw(int receivers);

  /** Every change is everywhere at once. */
  static Delays none() {
    return receivers -> Collections.nCopies(receivers, Duration.ZERO);
  }

  /**
   * Delays between two bounds, from a seed. One receiver has the least and one the greatest, so
   * that every change spreads over the whole range.
   */
  static Delays between(Duration least, Duration greatest, long seed) {
    Random random = new Random(seed);
    long range = greatest.toMillis() - least.toMillis();
    return receivers -> {
      synchronized (random) {
        List<Duration> drawn = new ArrayList<>();
        for (int i = 0; i < receivers; i++) {
          double share = i == 0 ? 1 : i == 1 ? 0 : random.nextDouble();
          drawn.add(least.plusMillis(Math.round(share * range)));
        }
        Collections.shuffle(drawn, random);
        return drawn;
      }
    };
  }
}
