package io.originlock.baseline;

import java.time.Duration;

/**
 * What a way's numbers rest on, beside the model that all share.
 *
 * @param interval from a rotation to the next
 * @param calls of a rotation to services that the model has none of
 * @param writes among them
 * @param said the same for people, and where it is from
 */
record Assumptions(Duration interval, int calls, int writes, String said) {

  /** A way that says of itself neither how often it rotates nor what else it calls. */
  static Assumptions daily(String said) {
    return new Assumptions(Duration.ofDays(1), 0, 0, said);
  }
}
