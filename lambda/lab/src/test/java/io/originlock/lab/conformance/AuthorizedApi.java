package io.originlock.lab.conformance;

import io.originlock.aws.ApiStage;
import io.originlock.port.Gate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.apigateway.model.AuthorizerType;

/**
 * A REST API of a test's own with a Lambda authorizer, which {@code GET /pets} and the probe ask
 * and {@code GET /open} does not.
 */
final class AuthorizedApi implements AutoCloseable {
  private static final String PROBE = "/origin-lock-probe";

  private final Cloud cloud;
  private final String lock = "c" + UUID.randomUUID().toString().substring(0, 8);
  private final Undo undo = new Undo();
  private final MockApi api;
  private final String authorizer;

  AuthorizedApi(Cloud cloud) {
    this.cloud = cloud;
    this.api = new MockApi(cloud, lock);
    undo.later(api::close);
    this.authorizer = undo.unlessMade(this::deployed);
  }

  private String deployed() {
    String made =
        cloud
            .apiGateway()
            .createAuthorizer(
                r ->
                    r.restApiId(api.id())
                        .name(lock)
                        .type(AuthorizerType.REQUEST)
                        .authorizerUri(
                            "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                                + SignatureKeys.function(lock)
                                + "/invocations")
                        .identitySource("method.request.header.x-origin-lock-signature")
                        .authorizerResultTtlInSeconds(0))
            .id();
    for (String asking : List.of("/pets", PROBE)) {
      api.method("GET", asking, method -> method.authorizationType("CUSTOM").authorizerId(made));
    }
    api.method("GET", "/open", method -> method);
    api.deploy();
    return made;
  }

  String id() {
    return api.id();
  }

  /** The authorizer's id. */
  String authorizer() {
    return authorizer;
  }

  /** The name of its function. */
  String function() {
    return lock;
  }

  /** A gate for this API whose authorizer is the function of this name. */
  Gate gate(String function) {
    return SignatureKeys.gate(
        cloud,
        "/origin-lock-conformance/" + lock,
        function,
        List.of(new ApiStage(api.id(), MockApi.STAGE)),
        Set.of(PROBE));
  }

  @Override
  public void close() {
    undo.close();
  }
}
