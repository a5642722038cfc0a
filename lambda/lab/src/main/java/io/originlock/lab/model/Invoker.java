package io.originlock.lab.model;

/** Runs functions for the data plane, which waits for each. */
@FunctionalInterface
public interface Invoker {

  /** How an invocation ended. */
  enum Status {
    /** With an answer. */
    ANSWERED,
    /** The function failed, died or took too long. */
    FAILED,
    /** There is no such function, or the caller may not invoke it. */
    REFUSED,
    /** As many as may run at once already do. */
    THROTTLED
  }

  /**
   * An outcome.
   *
   * @param payload the answer, or the error as JSON; empty if nobody was invoked
   */
  record Result(Status status, byte[] payload) {
    private static final byte[] NOTHING = new byte[0];

    /** Nobody was invoked. */
    public static Result refused() {
      return new Result(Status.REFUSED, NOTHING);
    }

    /** Nobody was invoked, for want of room. */
    public static Result throttled() {
      return new Result(Status.THROTTLED, NOTHING);
    }
  }

  /**
   * Runs a function for an event.
   *
   * @param functionArn with a version or without one
   * @param sourceArn on whose behalf, which the function's policy must allow; null for CloudFront,
   *     whose replicas need no policy
   */
  Result invoke(String functionArn, String sourceArn, byte[] event);
}
