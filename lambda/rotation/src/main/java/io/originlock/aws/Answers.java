package io.originlock.aws;

import io.originlock.model.LockException;

/**
 * Takes out of an answer what nothing works without. AWS's models mark next to nothing of their
 * answers as required, and the SDK has null for what is left out.
 */
public final class Answers {
  private Answers() {}

  /**
   * The part, if it is there.
   *
   * @param resource what was asked about, as errors name it
   * @param operation the call that answered, such as {@code cloudfront:GetDistribution}
   * @param name the part's name in the answer
   * @throws LockException if it was left out
   */
  public static <T> T part(T part, String resource, String operation, String name) {
    if (part == null) {
      throw new LockException(
          resource,
          operation + " answered without " + name + ".",
          "Nothing was changed by that. Try again; look what stands between the worker and AWS"
              + " (AWS_ENDPOINT_URL) if it stays so.");
    }
    return part;
  }
}
