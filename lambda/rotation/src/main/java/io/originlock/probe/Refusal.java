package io.originlock.probe;

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
    return answer ->
        answer.status() == 403
            && answer
                .header("x-amzn-errortype")
                // Some services append ":" and a link to the type.
                .map(type -> type.split(":", 2)[0].strip())
                .filter("ForbiddenException"::equals)
                .isPresent();
  }
}
