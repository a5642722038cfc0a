package io.originlock.lab.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.originlock.lab.moto.WireReply;
import java.util.Set;
import java.util.UUID;

/** Errors as each service's protocol words them. */
public final class AwsErrors {
  private static final Set<String> QUERY =
      Set.of("iam", "sts", "ec2", "sns", "monitoring", "elasticloadbalancing", "autoscaling");

  private AwsErrors() {}

  /** An error of a service in the format of its protocol. */
  public static WireReply reply(String service, int status, String code, String message) {
    String requestId = UUID.randomUUID().toString();
    if (service.equals("s3")) {
      return WireReply.of(
          status,
          "application/xml",
          "<Error><Code>%s</Code><Message>%s</Message><RequestId>%s</RequestId></Error>"
              .formatted(code, escape(message), requestId));
    }
    if (service.equals("cloudfront") || QUERY.contains(service)) {
      return WireReply.of(
              status,
              "text/xml",
              "<ErrorResponse><Error><Type>%s</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>"
                  .formatted(
                      status < 500 ? "Sender" : "Receiver", code, escape(message), requestId))
          .with("x-amzn-RequestId", requestId);
    }
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("__type", code)
            .put("Type", status < 500 ? "User" : "Service")
            .put("message", message)
            .toString();
    return WireReply.json(status, body)
        .with("x-amzn-ErrorType", code)
        .with("x-amzn-RequestId", requestId);
  }

  /** What the service answers to a caller that may not do this. */
  public static WireReply accessDenied(String service, String message) {
    String code =
        QUERY.contains(service) || Set.of("s3", "cloudfront").contains(service)
            ? "AccessDenied"
            : "AccessDeniedException";
    // The JSON protocols answer 400, REST ones 403.
    int status = Set.of("ssm", "wafv2", "logs", "kms", "sqs").contains(service) ? 400 : 403;
    return reply(service, status, code, message);
  }

  /** What the service answers to a caller that calls too often. */
  public static WireReply throttled(String service) {
    return switch (service) {
      case "apigateway", "lambda" ->
          reply(service, 429, "TooManyRequestsException", "Too Many Requests")
              .with("Retry-After", "1");
      case "cloudfront", "iam", "sts", "monitoring" ->
          reply(service, service.equals("cloudfront") ? 503 : 400, "Throttling", "Rate exceeded");
      case "s3" -> reply(service, 503, "SlowDown", "Please reduce your request rate.");
      default -> reply(service, 400, "ThrottlingException", "Rate exceeded");
    };
  }

  /**
   * What the service answers while something else is changed, or is not everywhere yet.
   *
   * @see <a href="https://github.com/hashicorp/terraform-provider-aws/issues/16439">API Gateway's
   *     answer</a>
   * @see <a href="https://github.com/aws/aws-pdk/issues/508">WAF's answer</a>
   * @see <a href="https://github.com/airbnb/streamalert/issues/682">Parameter Store's answer, whose
   *     message is empty</a>
   * @see <a href="https://github.com/chetan/invalidate-cloudfront-action/issues/18">CloudFront's
   *     answer</a>
   */
  public static WireReply tryAgainLater(String service) {
    return switch (service) {
      case "apigateway" ->
          reply(
              service,
              409,
              "ConflictException",
              "Unable to complete operation due to concurrent modification. Please try again"
                  + " later.");
      case "wafv2" ->
          reply(
              service,
              400,
              "WAFUnavailableEntityException",
              "AWS WAF couldn’t retrieve the resource that you requested. Retry your request.");
      case "ssm" -> reply(service, 400, "TooManyUpdates", "");
      case "cloudfront" ->
          reply(
              service,
              503,
              "ServiceUnavailable",
              "CloudFront encountered an internal error. Please try again.");
      default -> throttled(service);
    };
  }

  /** Text for an XML element. */
  public static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
