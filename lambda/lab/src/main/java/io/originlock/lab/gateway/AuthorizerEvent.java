package io.originlock.lab.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.model.Account;
import java.util.List;

/**
 * What API Gateway sends to an authorizer of the type {@code REQUEST}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html">Input
 *     to an API Gateway Lambda authorizer</a>
 */
final class AuthorizerEvent {
  private AuthorizerEvent() {}

  /** The ARN of the method as it was asked for. */
  static String methodArn(Call call) {
    return "arn:aws:execute-api:%s:%s:%s/%s/%s/%s"
        .formatted(
            Account.REGION,
            Account.ID,
            call.stage().restApiId(),
            call.stage().stage(),
            call.request().method(),
            call.path().substring(1));
  }

  /**
   * The event.
   *
   * @param form of its path; that of the context is as it was sent, as recorded of Lambda proxies
   */
  static ObjectNode of(Call call, AuthorizerPath form) {
    ObjectNode event =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "REQUEST")
            .put("methodArn", methodArn(call))
            .put("resource", call.method().path())
            .put("path", form.of(call.path()))
            .put("httpMethod", call.request().method());
    ObjectNode headers = event.putObject("headers");
    ObjectNode allHeaders = event.putObject("multiValueHeaders");
    call.request()
        .headers()
        .each(
            (name, value) -> {
              headers.put(name, value);
              allHeaders.withArrayProperty(name).add(value);
            });
    ObjectNode query = event.putObject("queryStringParameters");
    ObjectNode allQuery = event.putObject("multiValueQueryStringParameters");
    call.request()
        .queryParameters()
        .forEach(
            (name, values) -> {
              query.put(name, last(values));
              values.forEach(allQuery.putArray(name)::add);
            });
    ObjectNode parameters = event.putObject("pathParameters");
    call.pathParameters().forEach(parameters::put);
    event.putObject("stageVariables");
    context(call, event.putObject("requestContext"));
    return event;
  }

  private static void context(Call call, ObjectNode context) {
    String host = call.request().headers().first("host").orElse("");
    context
        .put("resourcePath", call.method().path())
        .put("httpMethod", call.request().method())
        .put("extendedRequestId", call.requestId())
        .put("requestTime", Templates.REQUEST_TIME.format(call.at()))
        .put("path", call.request().path())
        .put("accountId", Account.ID)
        .put("protocol", "HTTP/1.1")
        .put("stage", call.stage().stage())
        .put("domainPrefix", host.split("\\.")[0])
        .put("requestTimeEpoch", call.at().toEpochMilli())
        .put("requestId", call.requestId())
        .put("domainName", host)
        .put("deploymentId", call.stage().deploymentId())
        .put("apiId", call.stage().restApiId());
    ObjectNode identity = context.putObject("identity");
    List.of("cognitoIdentityPoolId", "accountId", "caller", "user", "userArn", "accessKey")
        .forEach(identity::putNull);
    identity
        .put("sourceIp", call.sourceIp())
        .put("userAgent", call.request().headers().first("user-agent").orElse(null));
  }

  private static String last(List<String> values) {
    return values.get(values.size() - 1);
  }
}
