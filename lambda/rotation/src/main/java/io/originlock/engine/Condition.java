package io.originlock.engine;

/**
 * What a stage waits for before it may be left; checked in the order in which a stage lists them.
 */
enum Condition {
  /** The gate has honoured what the stage wants for the length of a soak. */
  HONOURED_SOAKED,
  /** Direct probes with the stage's newest secret pass, several in a row. */
  NEWEST_ACCEPTED,
  /** No deployed method demands a secret any more. */
  GATE_OPEN,
  /** A direct probe with the outgoing secret alone is refused. */
  CURRENT_REFUSED,
  /** Every edge has presented what the stage wants for the length of a soak. */
  SETTLED_SOAKED,
  /** No probe through a distribution is refused: looked at early, since viewers would be, too. */
  NONE_REFUSED,
  /** The grace for writers with old plans, after the soak, is over. */
  GRACE_OVER,
  /** A probe through every distribution passes. */
  THROUGH_ACCEPTED
}
