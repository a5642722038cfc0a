package io.originlock.authorizer;

import java.util.List;
import java.util.Map;

/**
 * What an authorizer answers, see <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html">Output
 * from an API Gateway Lambda authorizer</a>.
 */
final class Policy {
  private Policy() {}

  /**
   * @param resource the method's ARN, or {@code *} where none was said
   */
  static Map<String, Object> of(boolean allowed, String resource) {
    return Map.of(
        "principalId",
        "cloudfront",
        "policyDocument",
        Map.of(
            "Version",
            "2012-10-17",
            "Statement",
            List.of(
                Map.of(
                    "Action",
                    "execute-api:Invoke",
                    "Effect",
                    allowed ? "Allow" : "Deny",
                    "Resource",
                    resource))));
  }
}
