package io.originlock.engine;

import java.time.Duration;

/**
 * How patient a lock is.
 *
 * @param soak the least time after a change of the API side, and after settling, before anything is
 *     taken away
 * @param grace how much longer the old secret stays honoured for writers with old plans
 * @param memory how long a retired secret is remembered for the guard
 * @param probesInARow direct probes that must pass one after the other before a secret counts as
 *     accepted: the gateway's hosts learn of a key at different times
 * @param poll the pause between two looks at the world
 */
public record Settings(
    Duration soak, Duration grace, Duration memory, int probesInARow, Duration poll) {}
