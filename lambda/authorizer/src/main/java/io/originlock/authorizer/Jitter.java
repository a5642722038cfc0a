package io.originlock.authorizer;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Draws times, so that instances which started together do not go on asking together.
 *
 * @param random another one in each instance, also in those restored from one snapshot
 */
record Jitter(RandomGenerator random) {
  /** A time between half of this one and all of it. */
  Duration half(Duration most) {
    return drawn(most.dividedBy(2), most);
  }

  /** A time between three quarters of this one and all of it. */
  Duration quarter(Duration most) {
    return drawn(most.multipliedBy(3).dividedBy(4), most);
  }

  private Duration drawn(Duration least, Duration most) {
    long range = most.minus(least).toNanos();
    return least.plusNanos((long) (random.nextDouble() * range));
  }
}
