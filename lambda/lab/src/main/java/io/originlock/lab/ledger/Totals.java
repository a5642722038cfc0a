package io.originlock.lab.ledger;

import java.util.Map;

/**
 * Requests, counted.
 *
 * @param viewerRefused viewers' requests that were not answered 2xx, errors included
 * @param intruderPassed intruders' requests that were answered 2xx
 * @param withinLag requests with an old key that were answered while hosts may not yet have known
 * @param failures what viewers got instead of 2xx, counted
 * @param passes intruders that passed, by kind
 */
public record Totals(
    long viewerRequests,
    long viewerRefused,
    long intruderRequests,
    long intruderPassed,
    long withinLag,
    Map<String, Long> failures,
    Map<Kind, Long> byKind,
    Map<Kind, Long> passes,
    long medianMillis,
    long p99Millis) {}
