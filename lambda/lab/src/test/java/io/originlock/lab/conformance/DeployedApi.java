package io.originlock.lab.conformance;

import io.originlock.apikey.ApiKeyGate;
import io.originlock.aws.ApiStage;
import io.originlock.port.Gate;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKey;
import software.amazon.awssdk.services.apigateway.model.Op;

/**
 * A REST API of a test's own, deployed with its usage plan: {@code GET /pets} and the probe demand
 * a key, {@code GET /open} does not, and all are mocks. It goes when the test ends, with every key
 * whose name has its lock's in it.
 */
final class DeployedApi implements AutoCloseable {
  private static final String PROBE = "/origin-lock-probe";
  private static final int PAGE = 500;

  private final Cloud cloud;
  private final ApiGatewayClient apiGateway;
  private final String lock = "c" + UUID.randomUUID().toString().substring(0, 8);
  private final Undo undo = new Undo();
  private final MockApi api;
  private final String plan;

  /** Deploys it; {@link #awaitDeployed()} waits until it answers. */
  DeployedApi(Cloud cloud) {
    this.cloud = cloud;
    this.apiGateway = cloud.apiGateway();
    this.api = new MockApi(cloud, lock);
    undo.later(api::close);
    this.plan = undo.unlessMade(this::deployed);
  }

  private String deployed() {
    api.method("GET", "/pets", method -> method.apiKeyRequired(true));
    api.method("GET", "/open", method -> method.apiKeyRequired(false));
    api.method("GET", PROBE, method -> method.apiKeyRequired(true));
    api.deploy();
    var covered =
        software.amazon.awssdk.services.apigateway.model.ApiStage.builder()
            .apiId(api.id())
            .stage(MockApi.STAGE)
            .build();
    undo.later(this::deletePlan);
    undo.later(() -> keys().forEach(key -> apiGateway.deleteApiKey(r -> r.apiKey(key.id()))));
    return apiGateway.createUsagePlan(r -> r.name(lock).apiStages(covered)).id();
  }

  /** API Gateway deletes no plan that still covers a stage. */
  private void deletePlan() {
    apiGateway.getUsagePlansPaginator(r -> r.limit(PAGE)).items().stream()
        .filter(each -> lock.equals(each.name()))
        .forEach(
            each -> {
              each.apiStages()
                  .forEach(
                      stage ->
                          apiGateway.updateUsagePlan(
                              r ->
                                  r.usagePlanId(each.id())
                                      .patchOperations(
                                          MockApi.patch(
                                              Op.REMOVE,
                                              "/apiStages",
                                              stage.apiId() + ":" + stage.stage()))));
              apiGateway.deleteUsagePlan(r -> r.usagePlanId(each.id()));
            });
  }

  /** Waits until open methods answer, and the others refuse requests without a key. */
  void awaitDeployed() {
    api.await("GET", "/open", Map.of(), 200);
    await(null, 403);
  }

  String id() {
    return api.id();
  }

  String plan() {
    return plan;
  }

  /** The name of the API's lock. */
  String lock() {
    return lock;
  }

  /** The worker's gate for this API. */
  Gate gate() {
    return gate(lock, plan);
  }

  /** A gate for another lock or usage plan. */
  Gate gate(String otherLock, String otherPlan) {
    return new ApiKeyGate(
        cloud.worker().apiGateway(),
        otherLock,
        Cloud.REGION,
        Map.of(),
        otherPlan,
        Optional.empty(),
        List.of(new ApiStage(api.id(), MockApi.STAGE)),
        Set.of(PROBE),
        new SecureRandom());
  }

  /** Waits until requests for the pets with this key are answered so, several in a row. */
  void await(String key, int status) {
    api.await("GET", "/pets", headers(key), status);
  }

  /** Waits until requests with this key are let through no more, several in a row. */
  void awaitRefusal(String key) {
    // LocalStack answers 500, not 403, for a key that was deleted while it was in a plan.
    api.awaitRefusal("/pets", headers(key));
  }

  private static Map<String, String> headers(String key) {
    return key == null ? Map.of() : Map.of("x-api-key", key);
  }

  /** Makes a key as somebody else would, in the usage plan; returns its id. */
  String put(String name, String value, Map<String, String> tags) {
    String id =
        apiGateway.createApiKey(r -> r.name(name).value(value).enabled(true).tags(tags)).id();
    apiGateway.createUsagePlanKey(r -> r.usagePlanId(plan).keyId(id).keyType("API_KEY"));
    return id;
  }

  /** The keys whose names have the lock's in them. */
  List<ApiKey> keys() {
    return apiGateway.getApiKeysPaginator(r -> r.includeValues(true).limit(PAGE)).items().stream()
        .filter(key -> key.name() != null && key.name().contains(lock))
        .toList();
  }

  @Override
  public void close() {
    undo.close();
  }
}
