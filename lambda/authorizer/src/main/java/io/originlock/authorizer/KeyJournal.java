package io.originlock.authorizer;

import java.time.Duration;

/** What somebody should hear of. */
interface KeyJournal {

  /**
   * The keys could not be read anew, so that those known before are used on.
   *
   * @param age how old they are; of decades if none were ever read
   */
  void staleKeys(Duration age, KeySourceException why);

  /**
   * Among the keys is something that is none, and it is left out. The lock's worker mends it.
   *
   * @param name of the parameter
   */
  void strangeKey(String name);
}
