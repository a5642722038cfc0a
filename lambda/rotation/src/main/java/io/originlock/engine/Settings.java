package io.originlock.engine;

import java.time.Duration;

/**
 * How patient a lock is.
 *
 * @param soak the least time after a change of the API side, and after settling, before anything is
 *     taken away
 * @param soakLimit for how long after a stage was entered a refusal that a probe sees begins its
 *     soak anew
 * @param grace how much longer the old secret stays honoured for writers with old plans
 * @param memory how long a retired secret is remembered for the guard
 * @param probesInARow direct probes that must pass one after the other before a secret counts as
 *     accepted: the gateway's hosts learn of a key at different times. As many are spread over a
 *     soak
 * @param poll the pause between two looks at the world
 */
public record Settings(
    Duration soak,
    Duration soakLimit,
    Duration grace,
    Duration memory,
    int probesInARow,
    Duration poll) {

  /** A lock looks once a tick while it waits for more than an invocation may last. */
  private static final Duration TICK = Duration.ofMinutes(1);

  /** Whether a soak is long enough to begin anew: a lock that does so at each look does no more. */
  boolean soaksCanBeginAnew() {
    return soak.compareTo(firstProbe()) >= 0;
  }

  /** How many of the probes that are spread over a soak fall on one look. */
  int probesAtALook() {
    return soak.compareTo(TICK) <= 0
        ? probesInARow
        : (int) ((probesInARow * TICK.toMillis() + soak.toMillis() - 1) / soak.toMillis());
  }

  /** How long after a soak began it is probed first: before, no host had time to learn anything. */
  Duration firstProbe() {
    Duration spread = soak.dividedBy(probesInARow);
    Duration least = poll.multipliedBy(2);
    return spread.compareTo(least) < 0 ? least : spread;
  }
}
