package io.originlock.authorizer;

/** What somebody should hear of. */
interface KeyJournal {

  /** The keys could not be read anew, so that those known before are used on. */
  void staleKeys(KeySourceException why);

  /** The keys could not be read, and none are known: nobody is let in until they can be. */
  void noKeys(KeySourceException why);

  /**
   * Among the keys is something that is none, and it is left out. The lock's worker mends it.
   *
   * @param name of the parameter
   */
  void strangeKey(String name);
}
