package io.originlock.lab.functions;

/** A function, a version or an alias that doesn't exist. */
public final class NoSuchFunctionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoSuchFunctionException(String arn) {
    super("Function not found: " + arn);
  }
}
