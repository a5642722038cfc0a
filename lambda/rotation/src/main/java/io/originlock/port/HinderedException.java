package io.originlock.port;

import io.originlock.model.Wait;

/**
 * A gate cannot be changed for now without publishing, or undoing, what somebody else has begun.
 * Nothing that has an effect was changed. The lock waits for it, and says so.
 */
public final class HinderedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * @param what what stands in the way, a noun phrase
   * @param remedy what a person can do about it
   */
  public HinderedException(String what, String remedy) {
    super(what);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }

  /** What the lock waits for. */
  public Wait until() {
    return new Wait(getMessage(), remedy, null);
  }
}
