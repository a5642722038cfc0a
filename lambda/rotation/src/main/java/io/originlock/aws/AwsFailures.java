package io.originlock.aws;

import io.originlock.model.LockException;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Turns the SDK's exceptions into errors that name the resource, the operation, what AWS said and
 * the way out. What AWS said is passed on without what may be a secret; the exception itself is
 * not, because its message, and those of earlier attempts that it carries, hold AWS's own text.
 */
public final class AwsFailures {
  private static final int FORBIDDEN = 403;
  private static final String AGAIN =
      "The next tick tries again; repeat what you asked for yourself, such as terraform apply.";

  private AwsFailures() {}

  /**
   * A failed call.
   *
   * @param resource what it was about, by type and id
   * @param operation the IAM action, such as {@code cloudfront:GetDistribution}
   * @param carried the secrets that the call carried, each as it was sent
   */
  public static LockException of(
      String resource, String operation, SdkException failure, String... carried) {
    String allowIt =
        "Allow the worker's role what AWS names here; where it names nothing, "
            + operation
            + " on this resource.";
    return of(resource, operation, failure, allowIt, List.of(carried));
  }

  /**
   * A failed call whose refusal has a remedy of its own.
   *
   * @param refused what to do if AWS does not allow the call
   * @param secrets the secrets that the call carried, each as it was sent
   */
  public static LockException of(
      String resource,
      String operation,
      SdkException failure,
      String refused,
      List<String> secrets) {
    if (failure instanceof AwsServiceException answer) {
      String text =
          "%s failed with %s (HTTP %d, request %s)%s: %s"
              .formatted(
                  operation,
                  code(answer),
                  answer.statusCode(),
                  answer.requestId(),
                  TryAgainLater.says(answer)
                      ? " although it was repeated for " + TryAgainLater.LONGEST.toSeconds() + " s"
                      : "",
                  sentence(message(answer), secrets));
      return new LockException(resource, text, remedy(answer, refused));
    }
    return new LockException(
        resource,
        operation + " got no usable answer from AWS: " + sentence(failure.getMessage(), secrets),
        AGAIN + " If it stays so, check the worker's network and AWS_ENDPOINT_URL.");
  }

  private static String code(AwsServiceException answer) {
    String code = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
    return code == null ? answer.getClass().getSimpleName() : code;
  }

  private static String message(AwsServiceException answer) {
    return answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorMessage();
  }

  private static String sentence(String text, List<String> secrets) {
    String known = Redaction.of(text, secrets);
    return known.isEmpty() ? "no reason given." : known.endsWith(".") ? known : known + ".";
  }

  private static String remedy(AwsServiceException answer, String refused) {
    String code = code(answer).toLowerCase(Locale.ROOT);
    if (TryAgainLater.says(answer)
        || answer.isThrottlingException()
        || answer.statusCode() >= 500) {
      return AGAIN;
    }
    if (code.contains("kms") || code.equals("invalidkeyid")) {
      return "Check that the KMS key exists, is enabled, and may be used by the worker's role.";
    }
    if (code.contains("expiredtoken")
        || code.contains("unrecognizedclient")
        || code.contains("invalidclienttoken")
        || code.contains("signature")) {
      return "Check the credentials that the worker runs with, and its clock.";
    }
    if (code.contains("accessdenied")
        || code.contains("unauthorized")
        || answer.statusCode() == FORBIDDEN) {
      return refused;
    }
    if (answer.statusCode() == 404 || code.contains("notfound") || code.startsWith("nosuch")) {
      return "Check that it exists in this account and region, and that the lock's configuration"
          + " names it; the next tick looks again.";
    }
    if (code.contains("limitexceeded") || code.startsWith("toomany") || code.contains("quota")) {
      return "Have this quota raised in Service Quotas; the next tick tries again.";
    }
    return "Mend what AWS names here; the next tick tries again.";
  }
}
