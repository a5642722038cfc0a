package io.originlock.aws;

import io.originlock.survey.Unread.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Turns the SDK's exceptions into errors that name the resource, the operation, what AWS said and
 * the way out. What AWS said is passed on without what may be a secret; the exception itself is
 * not, because its message, and those of earlier attempts that it carries, hold AWS's own text.
 */
public final class AwsFailures {
  /** How to meet what a policy may demand of whatever is created. */
  public static final String CREATION =
      "If an organisation demands tags of all that is created, the lock module's `tags` says them;"
          + " if it demands a boundary of roles, `permissions_boundary_arn` does. Then apply.";

  private static final int FORBIDDEN = 403;
  private static final String AGAIN =
      "The next tick tries again; repeat what you asked for yourself, such as terraform apply.";

  /**
   * AWS's words for a denial that no permission of the role's own lifts.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">Access
   *     denied messages</a>
   */
  private static final Pattern ABOVE_THE_ROLE =
      Pattern.compile(
          "with an explicit deny|because no (?!identity|resource-based)[\\w -]+ allows");

  private static final String IN_THE_ROLE = "because no identity-based policy allows";

  private static final Pattern ACTION =
      Pattern.compile("not authorized to perform:? \\(?([a-z0-9-]+:[A-Za-z]+)");

  private AwsFailures() {}

  /**
   * A failed call.
   *
   * @param resource what it was about, by type and id
   * @param operation the IAM action, such as {@code cloudfront:GetDistribution}
   * @param carried the secrets that the call carried, each as it was sent
   */
  public static AwsFailure of(
      String resource, String operation, SdkException failure, String... carried) {
    return of(resource, operation, failure, allow(operation), List.of(carried));
  }

  /**
   * A failed call of which policies above the role may demand something.
   *
   * @param demanded how to meet that, such as {@link #CREATION}
   * @param carried the secrets that the call carried, each as it was sent
   */
  public static AwsFailure of(
      String resource, String operation, String demanded, SdkException failure, String... carried) {
    return of(
        resource,
        operation,
        failure,
        new Denial(allow(operation), " " + demanded),
        List.of(carried));
  }

  /**
   * A failed call whose refusal has a remedy of its own.
   *
   * @param refused what to do if the role lacks the permission
   * @param secrets the secrets that the call carried, each as it was sent
   */
  public static AwsFailure of(
      String resource,
      String operation,
      SdkException failure,
      String refused,
      List<String> secrets) {
    return of(resource, operation, failure, new Denial(refused, ""), secrets);
  }

  /**
   * What to do where AWS denies the call.
   *
   * @param allow if the role lacks the permission
   * @param demanded if a policy above the role demands something; with a space in front, or empty
   */
  private record Denial(String allow, String demanded) {
    String remedy(String message) {
      if (message != null && ABOVE_THE_ROLE.matcher(message).find()) {
        return "The policy that AWS names here stands above the role's own: have it changed, or"
            + " meet what it demands."
            + demanded;
      }
      return message != null && message.contains(IN_THE_ROLE) ? allow : allow + demanded;
    }
  }

  private static String allow(String operation) {
    return "Allow the worker's role what AWS names here; where it names nothing, "
        + operation
        + " on this resource.";
  }

  private static AwsFailure of(
      String resource,
      String operation,
      SdkException failure,
      Denial denial,
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
      Reason reason = reason(answer);
      return new AwsFailure(
          resource,
          text,
          remedy(answer, reason, denial),
          reason,
          reason == Reason.DENIED
              ? Optional.of(action(operation, message(answer)))
              : Optional.empty());
    }
    return new AwsFailure(
        resource,
        operation + " got no usable answer from AWS: " + sentence(failure.getMessage(), secrets),
        AGAIN + " If it stays so, check the worker's network and AWS_ENDPOINT_URL.",
        Reason.BUSY,
        Optional.empty());
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

  /** The action that AWS names, which may be another one than that of the call. */
  private static String action(String operation, String message) {
    Matcher named = ACTION.matcher(message == null ? "" : message);
    return named.find() ? named.group(1) : operation.split(" ", 2)[0];
  }

  private static Reason reason(AwsServiceException answer) {
    String code = code(answer).toLowerCase(Locale.ROOT);
    if (TryAgainLater.says(answer)
        || answer.isThrottlingException()
        || answer.statusCode() >= 500) {
      return Reason.BUSY;
    }
    if (ofKms(code) || ofCredentials(code)) {
      return Reason.OTHER;
    }
    if (code.contains("accessdenied")
        || code.contains("unauthorized")
        || answer.statusCode() == FORBIDDEN) {
      return Reason.DENIED;
    }
    return answer.statusCode() == 404 || code.contains("notfound") || code.startsWith("nosuch")
        ? Reason.ABSENT
        : Reason.OTHER;
  }

  private static boolean ofKms(String code) {
    return code.contains("kms") || code.equals("invalidkeyid");
  }

  private static boolean ofCredentials(String code) {
    return code.contains("expiredtoken")
        || code.contains("unrecognizedclient")
        || code.contains("invalidclienttoken")
        || code.contains("signature");
  }

  private static String remedy(AwsServiceException answer, Reason reason, Denial denial) {
    String code = code(answer).toLowerCase(Locale.ROOT);
    return switch (reason) {
      case BUSY -> AGAIN;
      case DENIED -> denial.remedy(message(answer));
      case ABSENT ->
          "Check that it exists in this account and region, and that the lock's configuration"
              + " names it; the next tick looks again.";
      case OTHER -> other(code);
    };
  }

  private static String other(String code) {
    if (ofKms(code)) {
      return "Check that the KMS key exists, is enabled, and may be used by the worker's role.";
    }
    if (ofCredentials(code)) {
      return "Check the credentials that the worker runs with, and its clock.";
    }
    if (code.contains("limitexceeded") || code.startsWith("toomany") || code.contains("quota")) {
      return "Have this quota raised in Service Quotas; the next tick tries again.";
    }
    return "Mend what AWS names here; the next tick tries again.";
  }
}
