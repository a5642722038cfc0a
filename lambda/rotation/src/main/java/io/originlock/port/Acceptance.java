package io.originlock.port;

/** What a gate asks of a request when it knows several secrets. */
public enum Acceptance {
  /** Any one of them: a gate accepts several secrets at a time. */
  ANY_OF,
  /** All that it requires: one requirement at a time holds for every request. */
  ALL_OF
}
