package io.originlock.simulation;

import io.originlock.port.Acceptance;

/** What gate a model has: what the worker calls, and how hosts learn of what it did. */
public enum GateKind {
  /** A key a secret, in a plan, as API keys are. Hosts are told. */
  KEYS(Acceptance.ANY_OF),
  /**
   * A parameter a secret, as signing keys are. Hosts read them anew when what they have read is
   * old, or when they are asked for one that they do not know.
   */
  PARAMETERS(Acceptance.ANY_OF),
  /**
   * One document that is changed under its version and opened by the worker, as a rule group is.
   */
  RULES(Acceptance.ANY_OF),
  /** What methods demand, deployed with all else of an API. */
  REQUIREMENT(Acceptance.ALL_OF);

  private final Acceptance acceptance;

  GateKind(Acceptance acceptance) {
    this.acceptance = acceptance;
  }

  public Acceptance acceptance() {
    return acceptance;
  }
}
