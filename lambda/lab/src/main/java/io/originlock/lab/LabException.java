package io.originlock.lab;

/** Something that the lab cannot do, with the resource, the operation and what to do about it. */
public final class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LabException(String resource, String operation, String remedy) {
    this(resource, operation, remedy, null);
  }

  public LabException(String resource, String operation, String remedy, Throwable cause) {
    super(resource + ": cannot " + operation + ". " + remedy, cause);
  }
}
