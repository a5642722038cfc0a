package io.originlock.lab.ledger;

/** Who sends a request. */
public enum Kind {
  /** Somebody who asks through CloudFront, as everybody should. */
  VIEWER,
  /** Straight to the API, without a secret. */
  NO_KEY,
  /** Straight to the API, with a secret that was retired. */
  OLD_KEY,
  /** Straight to the API, with a guess. */
  GUESSED_KEY,
  /** Straight to the API, with a good secret but for one character. */
  ALTERED_KEY,
  /** Straight to the API, with the header of a good secret, but nothing in it. */
  BLANK_KEY;

  /** Whether this request must not pass. */
  public boolean intruder() {
    return this != VIEWER;
  }
}
