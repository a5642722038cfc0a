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
  BLANK_KEY,
  /** Straight to the API, signed with a good secret by another's id. */
  FORGED_ID,
  /** Straight to the API, with a signature of another path. */
  REPLAYED_PATH,
  /** Straight to the API, with a signature of another method. */
  REPLAYED_METHOD,
  /** Straight to the API, with a signature of another query. */
  REPLAYED_QUERY,
  /** Straight to the API, a signed request once more, when its time is over. */
  REPLAYED_LATE;

  /** Whether this request must not pass. */
  public boolean intruder() {
    return this != VIEWER;
  }
}
