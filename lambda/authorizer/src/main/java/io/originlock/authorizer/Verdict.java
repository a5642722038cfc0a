package io.originlock.authorizer;

/** What became of a request. */
enum Verdict {
  ALLOWED,
  /** No signature, or one of another form: nothing that an edge wrote. */
  MALFORMED,
  /** Signed too long ago, or too far ahead. */
  OUT_OF_TIME,
  /** Signed with a key that is not honoured. */
  UNKNOWN_KEY,
  /** Not what was signed, or not signed with that key. */
  WRONG
}
