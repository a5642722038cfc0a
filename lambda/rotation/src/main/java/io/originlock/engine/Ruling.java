package io.originlock.engine;

/** What is done with an action in a stage; see {@link ActionTable}. */
enum Ruling {
  /** A log is begun and the first secret made, or taken over. */
  BEGIN,
  /** A rotation starts. */
  START,
  /** Remembered once, and started when the lock is idle again. */
  REMEMBER,
  /** The way out begins. */
  LEAVE,
  /** Every known secret is revoked. */
  REPLACE,
  /** The flag is set, or taken away. */
  MARK,
  /** Nothing is asked for that is not so already: the lock heals and goes on as on any tick. */
  GO_ON,
  /** There is no lock, and nothing to do. */
  NOTHING,
  /** Refused by name. */
  REFUSE
}
