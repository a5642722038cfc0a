package io.originlock.lab.e2e;

import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/** Makes Lambda authorizers that are asked for each request. */
final class RequestAuthorizer {
  private RequestAuthorizer() {}

  /**
   * @param header without which nobody is asked
   * @return its id
   */
  static String create(ApiGatewayClient gateway, String api, String header, String functionArn) {
    return gateway
        .createAuthorizer(
            r ->
                r.restApiId(api)
                    .name("authorizer")
                    .type("REQUEST")
                    .identitySource("method.request.header." + header)
                    .authorizerResultTtlInSeconds(0)
                    .authorizerUri(
                        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                            + functionArn
                            + "/invocations"))
        .id();
  }
}
