package io.originlock.engine;

import java.util.List;
import java.util.Set;

/**
 * A stage as a desired state.
 *
 * @param presented whose headers CloudFront must send
 * @param open whether the gate lets everything through
 * @param honoured whose secrets the gate lets through
 * @param exit what must hold before the stage may be left, in the order in which it is checked
 */
record StagePlan(Set<Role> presented, boolean open, Set<Role> honoured, List<Condition> exit) {

  /** A secret's part in a lock. */
  enum Role {
    CURRENT,
    INCOMING
  }

  /** What a stage waits for before it may be left. */
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
}
