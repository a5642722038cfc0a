package io.originlock.lab.ledger;

import java.util.EnumSet;
import java.util.Set;

/** Who sends a request. */
public enum Kind {
  /** Somebody who asks through CloudFront, as everybody should. */
  VIEWER,
  /** Straight to the API, without a secret. */
  NO_KEY,
  /** Straight to the API, with a secret that was retired. */
  OLD_KEY,
  /** Straight to the API, with a secret that no edge sends any more, whatever the gate holds. */
  SUPERSEDED,
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

  private static final Set<Kind> AGAINST_SIGNATURES =
      EnumSet.of(FORGED_ID, REPLAYED_PATH, REPLAYED_METHOD, REPLAYED_QUERY, REPLAYED_LATE);

  /** Whether this request must not pass. */
  public boolean intruder() {
    return this != VIEWER;
  }

  /**
   * The kinds of intruders that a gate must refuse.
   *
   * @param signed whether requests are signed
   */
  public static Set<Kind> intruders(boolean signed) {
    Set<Kind> all = EnumSet.allOf(Kind.class);
    all.remove(VIEWER);
    if (!signed) {
      all.removeAll(AGAINST_SIGNATURES);
    }
    return all;
  }
}
