package io.originlock.lab.functions;

/** A function's reserved concurrency is used up. */
public final class ThrottledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ThrottledException(String function) {
    super(function + " is throttled: its reserved concurrency is used up");
  }
}
