package io.originlock.probe;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why API Gateway itself turns a request away, as far as its header {@value #HEADER} tells: several
 * causes share a type.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html">Gateway
 *     response types</a>; the rows {@code rest-errortype-*} of docs/aws.md
 */
enum ErrorType {
  ACCESS_DENIED("AccessDeniedException", "denied by an authorizer or the API's resource policy"),
  BAD_REQUEST("BadRequestException", "refused by the method's request validation"),
  FORBIDDEN(
      "ForbiddenException",
      "refused for its API key, its Host or a switched-off endpoint, or by the stage's web ACL"),
  LIMIT_EXCEEDED("LimitExceededException", "beyond the quota of a usage plan"),
  MISSING_TOKEN("MissingAuthenticationTokenException", "not a method that the stage has there"),
  TOO_MANY("TooManyRequestsException", "beyond the rate of a usage plan, the stage or the account"),
  UNAUTHORIZED("UnauthorizedException", "without what an authorizer identifies it by");

  static final String HEADER = "x-amzn-errortype";

  private final String label;
  private final String meaning;

  ErrorType(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  static Optional<ErrorType> of(String label) {
    return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
  }

  /** What is so of the request then. */
  String meaning() {
    return meaning;
  }
}
