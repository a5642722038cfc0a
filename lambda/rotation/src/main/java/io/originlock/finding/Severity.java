package io.originlock.finding;

import java.util.Locale;

/** What a finding means for viewers and for the lock; the gravest comes first. */
public enum Severity {
  /** Viewers are refused, or would be as soon as the gate closes. */
  REFUSES,
  /** The next rotation or repair cannot be made. */
  HINDERS,
  /** A way around the lock. */
  OPEN,
  /** The secret would be written down or handed on. */
  TELLS,
  /** Something cannot be seen: a probe that cannot tell, a right to look that is missing. */
  BLIND;

  /** Its name in answers: {@code refuses}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
