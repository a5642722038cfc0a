package io.originlock.gate;

/** How a gate's own refusal looks: anything else that goes wrong says nothing about the secret. */
@FunctionalInterface
public interface Refusal {

  /** Whether it was the gate that refused. */
  boolean isIn(Answer answer);

  /**
   * API Gateway's refusal of a missing or unknown API key, and a regional web ACL's of a request
   * that it blocks: status 403 and {@code x-amzn-errortype: ForbiddenException}. A missing token
   * has {@code MissingAuthenticationTokenException} there, a resource policy {@code
   * AccessDeniedException}, and CloudFront's own refusals have none. See <a
   * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html">Gateway
   * response types</a>.
   */
  static Refusal forbidden() {
    return answer -> answer.status() == 403 && isOfType(answer, "ForbiddenException");
  }

  /**
   * API Gateway's refusal of a request without a required parameter: {@code x-amzn-errortype:
   * BadRequestException}, with the status 400 or the one that the gateway response {@code
   * BAD_REQUEST_PARAMETERS} was given, which is 403 in the lock's module.
   */
  static Refusal invalidParameters() {
    return answer ->
        (answer.status() == 400 || answer.status() == 403)
            && isOfType(answer, "BadRequestException");
  }

  /**
   * API Gateway's refusal of a request that its authorizer denies, 403 and {@code
   * AccessDeniedException}, or that lacks what the authorizer looks at, 401 and {@code
   * UnauthorizedException}.
   */
  static Refusal unauthorized() {
    return answer ->
        answer.status() == 403 && isOfType(answer, "AccessDeniedException")
            || answer.status() == 401 && isOfType(answer, "UnauthorizedException");
  }

  private static boolean isOfType(Answer answer, String wanted) {
    return answer
        .header("x-amzn-errortype")
        // Some services append ":" and a link to the type.
        .map(type -> type.split(":", 2)[0].strip())
        .filter(wanted::equals)
        .isPresent();
  }
}
