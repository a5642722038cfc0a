package io.originlock.engine;

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

  /**
   * Adds to a count of this invocation.
   *
   * @param metric {@code ProbeInconclusive}, {@code GuardActed}, …
   */
  void count(String metric);
}
