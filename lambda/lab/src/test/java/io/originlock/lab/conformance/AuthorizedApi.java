package io.originlock.lab.conformance;

import io.originlock.aws.ApiStage;
import io.originlock.engine.Gate;
import io.originlock.signature.SignatureGate;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.services.apigateway.model.AuthorizerType;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * A REST API of a test's own with a Lambda authorizer, which {@code GET /pets} and the probe ask
 * and {@code GET /open} does not; and a path of its own for keys.
 */
final class AuthorizedApi implements AutoCloseable {
  private static final String PROBE = "/origin-lock-probe";
  private static final int PAGE = 10;

  private final Cloud cloud;
  private final String lock = "c" + UUID.randomUUID().toString().substring(0, 8);
  private final String path = "/origin-lock-conformance/" + lock;
  private final MockApi api;

  AuthorizedApi(Cloud cloud) {
    this.cloud = cloud;
    this.api = new MockApi(cloud, lock);
    String authorizer =
        cloud
            .apiGateway()
            .createAuthorizer(
                r ->
                    r.restApiId(api.id())
                        .name(lock)
                        .type(AuthorizerType.REQUEST)
                        .authorizerUri(
                            "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                                + function(lock)
                                + "/invocations")
                        .identitySource("method.request.header.x-origin-lock-signature")
                        .authorizerResultTtlInSeconds(0))
            .id();
    for (String asking : List.of("/pets", PROBE)) {
      api.method(
          "GET", asking, method -> method.authorizationType("CUSTOM").authorizerId(authorizer));
    }
    api.method("GET", "/open", method -> method);
    api.deploy();
  }

  private static String function(String name) {
    return "arn:aws:lambda:us-east-1:000000000000:function:" + name;
  }

  /** The worker's gate for this API. */
  Gate gate() {
    return gateOf(lock);
  }

  /** A gate whose authorizer is the function of this name. */
  Gate gateOf(String function) {
    return new SignatureGate(
        cloud.worker().ssm(),
        cloud.worker().apiGateway(),
        path,
        Optional.empty(),
        function(function),
        true,
        List.of(new ApiStage(api.id(), MockApi.STAGE)),
        Set.of(PROBE),
        new SecureRandom());
  }

  /** What Parameter Store has of keys: type and value by id. */
  Map<String, String> keys() {
    Map<String, String> all = new TreeMap<>();
    cloud
        .ssm()
        .getParametersByPathPaginator(
            r -> r.path(path + "/honoured").withDecryption(true).maxResults(PAGE))
        .stream()
        .flatMap(page -> page.parameters().stream())
        .forEach(
            key ->
                all.put(
                    key.name().substring((path + "/honoured/").length()),
                    key.typeAsString() + " " + key.value()));
    return all;
  }

  /** Somebody writes a key. */
  void overwrite(String id, String value) {
    cloud
        .ssm()
        .putParameter(
            r ->
                r.name(path + "/honoured/" + id)
                    .type(ParameterType.SECURE_STRING)
                    .value(value)
                    .overwrite(true));
  }

  @Override
  public void close() {
    keys()
        .keySet()
        .forEach(id -> cloud.ssm().deleteParameter(r -> r.name(path + "/honoured/" + id)));
    api.close();
  }
}
