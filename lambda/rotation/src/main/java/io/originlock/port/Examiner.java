package io.originlock.port;

/** Looks at what stands around a lock: whose it is, and what of it the lock would meet with. */
public interface Examiner {

  /**
   * Reads all of it and says what is amiss; changes nothing. Asked before a lock is engaged or
   * enforced and before a secret is made, and by {@code status}, so it may cost some tens of calls.
   * What cannot be read is a finding, and never an error.
   */
  Examination examine();

  /**
   * Reads what the lock's stages serve, and no more: a few calls a stage. Asked while a lock is
   * taken off.
   */
  Demands demands();
}
