package io.originlock.simulation;

import java.util.Locale;

/**
 * Something that somebody does in a case.
 *
 * @param key tells its request and delays from those of others, whichever are left out
 * @param at when, in milliseconds since the lock was engaged
 * @param kind what
 * @param which a distribution, a secret or an earlier moment, as the kind says, by its number
 * @param millis how long what the kind says takes
 */
record Deed(int key, long at, Kind kind, int which, long millis) {

  enum Kind {
    /** A rotation is asked for. */
    ROTATE(false),
    /** The same, delivered twice, {@code millis} apart. */
    ROTATE_TWICE(false),
    /** A rotation whose process freezes for {@code millis} before its first call. */
    ROTATE_LATE(false),
    /** A tick besides the scheduled ones, which may overlap one. */
    TICK(false),
    /** A tick whose process freezes for {@code millis} before its first call. */
    TICK_LATE(false),
    PAUSE(false),
    UNPAUSE(false),
    /** The gate is to be closed; where its owner closes it, that is refused. */
    ENFORCE(false),
    /** The gate is to be opened, for {@code millis}; likewise. */
    UNENFORCE(false),
    /**
     * A distribution is released. Its owner has it lead elsewhere, or deletes it, {@code millis}
     * later, or never.
     */
    RELEASED(false),
    /** A stage is released, with what leads to it or alone; its owner opens it later, or never. */
    STAGE_RELEASED(false),
    /** A fresh plan, applied {@code millis} after it was made. */
    TERRAFORM_APPLIES(false),
    /** One distribution gets what was published at an earlier time. */
    OLD_HEADER_PUT_BACK(true),
    /** All distributions get what was published at an earlier time. */
    STALE_PLAN(true),
    /** One distribution gets a value that the lock does not know. */
    HEADER_UNKNOWN(true),
    /** One distribution gets what was published earlier, and {@code millis} later back its own. */
    WRITE_AND_REVERT(true),
    /** A distribution leaves the lock, and another with old headers, or none, joins it. */
    DISTRIBUTION_REPLACED(true),
    /** A distribution serves no viewer any more. */
    DISTRIBUTION_DISABLED(true),
    /** For {@code millis}, whatever comes through a distribution is refused, its key or not. */
    ORIGIN_BROKEN(true),
    /** One of the lock's keys is deleted, or the requirement taken off. */
    KEY_DELETED(true),
    /** Somebody adds a key of his own to the plan. */
    KEY_ADDED(true),
    /** Somebody changes the API's draft, and deploys it {@code millis} later. */
    DRAFT_CHANGED(true),
    /** The newest entries of the log vanish. */
    STATES_LOST(true),
    /** An older state is put on top of the log. */
    STATE_COPIED(true),
    /** What is on top of the log cannot be read. */
    STATE_GARBLED(true),
    /** A leak: it alone may refuse viewers. */
    REVOKE(true);

    private final boolean foreign;

    Kind(boolean foreign) {
      this.foreign = foreign;
    }

    /** Whether viewers may be refused for a while because of it. */
    boolean foreign() {
      return foreign;
    }

    /** Whether a process freezes, or a delivery comes twice. */
    boolean late() {
      return this == ROTATE_TWICE || this == ROTATE_LATE || this == TICK_LATE;
    }

    boolean writesLog() {
      return this == STATES_LOST || this == STATE_COPIED || this == STATE_GARBLED;
    }

    boolean writesHeaders() {
      return switch (this) {
        case OLD_HEADER_PUT_BACK,
            STALE_PLAN,
            HEADER_UNKNOWN,
            WRITE_AND_REVERT,
            DISTRIBUTION_REPLACED ->
            true;
        default -> false;
      };
    }
  }

  @Override
  public String toString() {
    return Told.clock(at)
        + " "
        + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + " (r"
        + key
        + ", which "
        + which
        + (millis > 0 ? ", " + millis / 1000.0 + " s" : "")
        + ")";
  }
}
