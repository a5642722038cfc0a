package io.originlock.lab.ledger;

import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;

/** What became of one secret, as the API's control plane and its hosts saw it. */
final class SecretLife {

  private final int number;
  private final String mark;
  private final Instant askedAt;
  private final BitSet honouringHosts = new BitSet();
  private String value;
  private Instant retiredAt;
  private Instant lastStoppedAt;

  /**
   * @param number counts the secrets of a run from 1 on
   * @param mark what the gate holds of it
   */
  SecretLife(int number, String mark, Instant askedAt) {
    this.number = number;
    this.mark = mark;
    this.askedAt = askedAt;
  }

  int number() {
    return number;
  }

  String mark() {
    return mark;
  }

  /** Its value; empty until something has shown it. */
  Optional<String> value() {
    return Optional.ofNullable(value);
  }

  void shown(String itsValue) {
    value = itsValue;
  }

  /** When the control plane was first told to honour it. */
  Instant askedAt() {
    return askedAt;
  }

  /** When the control plane was last told to stop honouring it; empty while it does. */
  Optional<Instant> retiredAt() {
    return Optional.ofNullable(retiredAt);
  }

  /** When the last host stopped honouring it; empty until then. */
  Optional<Instant> lastStoppedAt() {
    return retiredAt != null && honouringHosts.isEmpty()
        ? Optional.ofNullable(lastStoppedAt)
        : Optional.empty();
  }

  void controlSays(boolean honoured, Instant at) {
    if (honoured) {
      retiredAt = null;
    } else if (retiredAt == null) {
      retiredAt = at;
    }
  }

  /** Says whether this changed anything. */
  boolean hostSays(int host, boolean honoured, Instant at) {
    boolean before = honouringHosts.get(host);
    honouringHosts.set(host, honoured);
    if (before && !honoured) {
      lastStoppedAt = at;
    }
    return before != honoured;
  }

  /** The number alone. */
  @Override
  public String toString() {
    return "secret " + number;
  }
}
