package io.originlock.port;

/** Where the engine says what it decided and what it measured; nothing in it is a secret. */
public interface Journal {

  /**
   * A decision, with the rule that made it.
   *
   * @param rule the rule's name, {@code R4}
   * @param what what was done, a sentence
   */
  void decided(String rule, String what);

  /** Something a person should look at, though the lock goes on. */
  void warned(String rule, String what);

  /** Counts something that happened in this invocation. */
  void happened(Occurrence occurrence);

  /** What is counted. */
  enum Occurrence {
    /** A probe showed neither that a secret is let through nor that it is refused. */
    PROBE_INCONCLUSIVE,
    /** The guard found a distribution whose headers somebody else had changed. */
    GUARD_ACTED,
    /** A second writer undoes each repair; the next one waits. */
    FIGHT,
    /** A rotation could not be finished and is taken back. */
    SETBACK,
    /** A wait with no known end takes longer than it usually does. */
    OVERDUE,
    /** Requests through a distribution of a lock at rest are refused, again and again. */
    VIEWERS_REFUSED,
    /** The clocks of two invocations are apart. */
    CLOCK
  }
}
