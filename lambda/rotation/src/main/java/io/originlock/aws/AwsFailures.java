package io.originlock.aws;

import io.originlock.engine.LockException;
import java.util.Locale;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns the SDK's exceptions into errors that name the resource, the operation and the way out. */
public final class AwsFailures {
  private AwsFailures() {}

  /**
   * A failed call that carried no secret either way.
   *
   * @param resource what it was about, by type and id
   * @param operation the IAM action, such as {@code cloudfront:GetDistribution}
   */
  public static LockException of(String resource, String operation, SdkException failure) {
    return translate(resource, operation, failure, true);
  }

  /**
   * A failed call that carried a secret. AWS quotes the offending input in validation messages, so
   * neither the message nor the exception itself is passed on, only its code.
   */
  public static LockException withoutDetail(
      String resource, String operation, SdkException failure) {
    return translate(resource, operation, failure, false);
  }

  private static LockException translate(
      String resource, String operation, SdkException failure, boolean detail) {
    Throwable cause = detail ? failure : null;
    if (failure instanceof AwsServiceException answer) {
      String text =
          operation
              + " failed with "
              + code(answer)
              + " (HTTP "
              + answer.statusCode()
              + ", request "
              + answer.requestId()
              + ")"
              + (detail ? ": " + message(answer) : ".");
      return new LockException(resource, text, remedy(operation, answer), cause);
    }
    String text =
        operation
            + " got no usable answer from AWS"
            + (detail ? ": " + sentence(failure.getMessage()) : ".");
    return new LockException(
        resource,
        text,
        "The next tick tries again; if it stays so, check the worker's network and"
            + " AWS_ENDPOINT_URL.",
        cause);
  }

  private static String code(AwsServiceException answer) {
    String code = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
    return code == null ? answer.getClass().getSimpleName() : code;
  }

  private static String message(AwsServiceException answer) {
    String text = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorMessage();
    return sentence(text == null ? code(answer) : text);
  }

  private static String sentence(String text) {
    String known = text == null || text.isBlank() ? "no reason given" : text.strip();
    return known.endsWith(".") ? known : known + ".";
  }

  private static String remedy(String operation, AwsServiceException answer) {
    String code = code(answer).toLowerCase(Locale.ROOT);
    if (code.contains("accessdenied") || code.contains("unauthorized") || code.contains("kms")) {
      return "Allow " + operation + " on it (and its KMS key, if it has one) to the worker's role.";
    }
    if (code.contains("expiredtoken")
        || code.contains("unrecognizedclient")
        || code.contains("invalidclienttoken")
        || code.contains("signature")) {
      return "Check the credentials that the worker runs with.";
    }
    if (answer.isThrottlingException() || answer.statusCode() >= 500) {
      return "The next tick tries again; nothing has to be done unless it stays so.";
    }
    if (answer.statusCode() == 404 || code.contains("notfound") || code.startsWith("nosuch")) {
      return "Check that it exists in this account and region, and correct the lock's"
          + " configuration.";
    }
    return "Look the code up in the AWS documentation of this operation, mend it, and tick again.";
  }
}
