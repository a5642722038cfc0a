package io.originlock.engine;

/** One of the rules by which a lock is led. It decides, reads at most, and changes nothing. */
@FunctionalInterface
interface Rule {

  /**
   * What this rule wants done in a situation in which every earlier one passed.
   *
   * @throws LockException if something cannot be read
   */
  Decision decide(Situation situation);
}
