package io.originlock.model;

/** Another invocation has written the state that this one was about to write. */
public final class LostRaceException extends LockException {
  private static final long serialVersionUID = 1L;

  public LostRaceException(String resource) {
    super(
        resource,
        "another invocation wrote this state first.",
        "Nothing to do: the other one goes on.");
  }
}
