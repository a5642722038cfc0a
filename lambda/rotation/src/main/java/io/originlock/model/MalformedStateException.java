package io.originlock.model;

/** The newest state cannot be read: it is malformed, or of a version that this worker lacks. */
public final class MalformedStateException extends LockException {
  private static final long serialVersionUID = 1L;

  /**
   * @param resource the parameter
   * @param problem what is wrong with it, without its content
   */
  public MalformedStateException(String resource, String problem) {
    super(
        resource,
        "reading the lock's state found " + problem + ".",
        "Nothing was changed. Install the worker that wrote it, or use restore, which rebuilds it"
            + " from the gate and CloudFront.");
  }
}
