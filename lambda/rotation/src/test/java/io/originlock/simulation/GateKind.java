package io.originlock.simulation;

import io.originlock.engine.Rollover;

/** What gate a model has: what the worker calls, and how hosts learn of what it did. */
public enum GateKind {
  /** A key a secret, in a plan, as API keys are. Hosts are told. */
  KEYS(Rollover.ANY_OF),
  /**
   * A parameter a secret, as signing keys are. Hosts read them anew when what they have read is
   * old, or when they are asked for one that they do not know.
   */
  PARAMETERS(Rollover.ANY_OF),
  /**
   * One document that is changed under its version and opened by the worker, as a rule group is.
   */
  RULES(Rollover.ANY_OF),
  /** What methods demand, deployed with all else of an API. */
  REQUIREMENT(Rollover.ALL_OF);

  private final Rollover rollover;

  GateKind(Rollover rollover) {
    this.rollover = rollover;
  }

  public Rollover rollover() {
    return rollover;
  }
}
