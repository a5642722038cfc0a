package io.originlock.engine;

/** Looks for ways around the lock. */
@FunctionalInterface
public interface Auditor {

  /**
   * Reads the deployed stages, and what leads to them; changes nothing.
   *
   * @throws LockException if something that the lock is set up for does not exist, or AWS fails
   */
  Audit audit();
}
