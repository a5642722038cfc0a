package io.originlock.authorizer;

/** What became of a request. */
enum Verdict {
  /** Signed, with the event's path taken as it was sent. */
  ALLOWED,
  /** Signed, with the event's path taken for decoded. */
  ALLOWED_BY_SECOND_READING,
  /** No signature, or one of another form: nothing that an edge wrote. */
  MALFORMED,
  /** Signed too long ago, or too far ahead. */
  OUT_OF_TIME,
  /** Signed with a key that is not honoured. */
  UNKNOWN_KEY,
  /** Not what was signed, or not signed with that key. */
  WRONG;

  boolean allows() {
    return this == ALLOWED || this == ALLOWED_BY_SECOND_READING;
  }
}
