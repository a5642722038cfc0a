package io.originlock.port;

/** Somebody changed a resource after it was observed: observe it again. */
public final class OvertakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param resource what was changed, by type and id
   */
  public OvertakenException(String resource) {
    super(resource + " was changed since it was looked at.");
  }
}
