package io.originlock.lab.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * What became of a request.
 *
 * @param at when it was due to be sent
 * @param edge the edge that it was sent to; -1 when straight to the API
 * @param host the API's host that answered; -1 when none did
 * @param status of the answer; 0 when none came
 * @param latency from when it was due until the answer was complete
 * @param since for an old or superseded secret: how long it had been that when this was sent; else
 *     null
 * @param failure why no answer came; null when one did
 */
public record Outcome(
    Instant at,
    Kind kind,
    int edge,
    int host,
    int status,
    Duration latency,
    Duration since,
    String failure) {

  /** Whether it was answered as somebody with a right to it. */
  public boolean passed() {
    return status >= 200 && status < 300;
  }
}
