package io.originlock.lab.ledger;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Requests, counted.
 *
 * @param viewerRefused viewers' requests that were not answered 2xx, errors included
 * @param intruderPassed intruders' requests that were answered 2xx
 * @param withinLag requests with an old key that were answered while hosts may not yet have known
 * @param longestSuperseded how long a secret had been sent by no edge when it was last let in;
 *     empty if none was
 * @param failures what viewers got instead of 2xx, counted
 * @param passes intruders that passed, by kind
 */
public record Totals(
    long viewerRequests,
    long viewerRefused,
    long intruderRequests,
    long intruderPassed,
    long withinLag,
    Optional<Duration> longestSuperseded,
    Map<String, Long> failures,
    Map<Kind, Long> byKind,
    Map<Kind, Long> passes,
    long medianMillis,
    long p99Millis) {}
