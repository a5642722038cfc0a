package io.originlock.port;

/** Somebody changed a resource after the look that a change of it was decided on: look again. */
public final class OvertakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param resource what was changed, by type and id
   */
  public OvertakenException(String resource) {
    super(resource + " was changed since it was looked at.");
  }
}
