package io.originlock.model;

import java.time.Instant;

/**
 * Whether a gate that the worker closes is to be closed. The state is its only truth.
 *
 * @param asked whether it is to be closed
 * @param since when that was asked for, or taken back; null if it has been so from the beginning
 */
public record Enforcement(boolean asked, Instant since) {
  /** Of a lock that closes as soon as it can: one whose owner closes it, or of an older worker. */
  public static final Enforcement ALWAYS = new Enforcement(true, null);
}
