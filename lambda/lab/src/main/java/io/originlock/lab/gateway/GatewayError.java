package io.originlock.lab.gateway;

/**
 * The types of responses that API Gateway makes itself.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html">Gateway
 *     response types</a>
 */
enum GatewayError {
  ACCESS_DENIED(403, "AccessDeniedException", "User is not authorized to access this resource"),
  API_CONFIGURATION_ERROR(500, "InternalServerErrorException", "Internal server error"),
  /** Its message is null. */
  AUTHORIZER_CONFIGURATION_ERROR(500, "AuthorizerConfigurationException", null),
  BAD_REQUEST_BODY(400, "BadRequestException", "Invalid request body"),
  BAD_REQUEST_PARAMETERS(400, "BadRequestException", "Missing required request parameters"),
  INTEGRATION_FAILURE(504, "InternalServerErrorException", "Internal server error"),
  INVALID_API_KEY(403, "ForbiddenException", "Forbidden"),
  MISSING_AUTHENTICATION_TOKEN(
      403, "MissingAuthenticationTokenException", "Missing Authentication Token"),
  QUOTA_EXCEEDED(429, "LimitExceededException", "Limit Exceeded"),
  THROTTLED(429, "TooManyRequestsException", "Too Many Requests"),
  UNSUPPORTED_MEDIA_TYPE(415, "BadRequestException", "Unsupported Media Type"),
  UNAUTHORIZED(401, "UnauthorizedException", "Unauthorized"),
  WAF_FILTERED(403, "ForbiddenException", "Forbidden");

  private final int status;
  private final String errorType;
  private final String message;

  GatewayError(int status, String errorType, String message) {
    this.status = status;
    this.errorType = errorType;
    this.message = message;
  }

  int status() {
    return status;
  }

  /** The header {@code x-amzn-errortype}. */
  String errorType() {
    return errorType;
  }

  String message() {
    return message;
  }

  /** The type whose customisation applies when this one has none. */
  String fallback() {
    return status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX";
  }
}
