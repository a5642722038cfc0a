package io.originlock.simulation;

import java.util.Locale;

/**
 * One call that goes wrong.
 *
 * @param kind how
 * @param operation of which operation; null for any
 * @param nth the how-manieth call of that operation since the lock was engaged, from 1 on
 * @param millis how long what the kind says takes; what each kind makes of it stands there
 */
public record Mishap(Kind kind, Operation operation, int nth, long millis) {

  public enum Kind {
    /** No effect. */
    THROTTLED,
    /** No effect either. */
    FAILS_BEFORE,
    /** It took effect, and the answer says it failed. */
    FAILS_AFTER,
    /** It took no effect, and after 25 s the worker gives up. */
    NEVER_ANSWERS,
    /** It took effect {@code millis} after it was sent, and after 25 s the worker gives up. */
    ANSWER_LOST,
    /** The process dies; no effect. */
    DIES_BEFORE,
    /** It took effect, then the process dies. */
    DIES_AFTER,
    /** Parameter Store shows the world of {@code millis} ago. */
    STALE_READ,
    /** It takes {@code millis}. */
    SLOW,
    /** It takes effect after {@code millis}, but the process is killed at its limit of 60 s. */
    OUT_OF_TIME,
    /** The process freezes for {@code millis} before the call goes out. */
    STALLED
  }

  @Override
  public String toString() {
    return "call "
        + nth
        + (operation == null ? "" : " of " + operation)
        + ": "
        + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + (millis > 0 ? " " + millis / 1000.0 + " s" : "");
  }
}
