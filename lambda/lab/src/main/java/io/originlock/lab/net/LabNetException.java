package io.originlock.lab.net;

/** The lab's network could not be set up. */
public final class LabNetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LabNetException(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
  }
}
