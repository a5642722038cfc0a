package io.originlock.model;

import java.util.Locale;

/** Where a lock stands. What each stage presents and honours is in the engine's tables. */
public enum Stage {
  /** No lock: nothing presented, nothing demanded, no state kept. */
  OPEN,
  /** The first secret is on its way to the edges; the gate still lets everything through. */
  ENGAGE,
  /** One secret, presented and honoured. */
  IDLE,
  /** Any-of: the gate honours the incoming secret as well. */
  ADMIT,
  /** The distributions are made to present the incoming secret. */
  PRESENT,
  /** All-of: the gate demands the incoming secret in place of the current one. */
  REQUIRE,
  /** A rotation is taken back: the current secret is presented, the incoming one still honoured. */
  RETREAT,
  /** On the way out: the gate is open, the secret still presented. */
  DISENGAGE,
  /** On the way out: the gate is open, the secret is taken from the distributions. */
  WITHDRAW;

  /** The stage's name in the state, in answers and in logs: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a rotation is under way, or being taken back. */
  public boolean rotating() {
    return this == ADMIT || this == PRESENT || this == REQUIRE || this == RETREAT;
  }

  /** Whether the lock is being taken off. */
  public boolean leaving() {
    return this == DISENGAGE || this == WITHDRAW;
  }
}
