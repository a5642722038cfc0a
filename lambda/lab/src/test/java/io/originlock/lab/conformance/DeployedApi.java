package io.originlock.lab.conformance;

import io.originlock.apikey.ApiKeyGate;
import io.originlock.aws.ApiStage;
import io.originlock.engine.Gate;
import io.originlock.lab.control.Eventually;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKey;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/**
 * A REST API of a test's own, deployed with its usage plan: {@code GET /pets} and the probe demand
 * a key, {@code GET /open} does not, and all are mocks. It goes when the test ends, with every key
 * whose name has its lock's in it.
 */
final class DeployedApi implements AutoCloseable {
  static final String STAGE = "live";
  private static final String PROBE = "/origin-lock-probe";
  private static final int PAGE = 500;

  /** Several hosts may answer in turn, and one may be late. */
  private static final int IN_A_ROW = 8;

  private final Cloud cloud;
  private final ApiGatewayClient apiGateway;
  private final String lock = "c" + UUID.randomUUID().toString().substring(0, 8);
  private final String api;
  private final String plan;

  DeployedApi(Cloud cloud) {
    this.cloud = cloud;
    this.apiGateway = cloud.apiGateway();
    this.api = apiGateway.createRestApi(r -> r.name(lock)).id();
    method("pets", true);
    method("open", false);
    method(PROBE.substring(1), true);
    apiGateway.createDeployment(r -> r.restApiId(api).stageName(STAGE));
    var covered =
        software.amazon.awssdk.services.apigateway.model.ApiStage.builder()
            .apiId(api)
            .stage(STAGE)
            .build();
    this.plan = apiGateway.createUsagePlan(r -> r.name(lock).apiStages(covered)).id();
    await("/open", null, 200);
    await("/pets", null, 403);
  }

  private void method(String path, boolean demandsKey) {
    String root =
        apiGateway.getResources(r -> r.restApiId(api)).items().stream()
            .filter(each -> each.path().equals("/"))
            .findFirst()
            .orElseThrow()
            .id();
    String id = apiGateway.createResource(r -> r.restApiId(api).parentId(root).pathPart(path)).id();
    apiGateway.putMethod(
        r ->
            r.restApiId(api)
                .resourceId(id)
                .httpMethod("GET")
                .authorizationType("NONE")
                .apiKeyRequired(demandsKey));
    apiGateway.putMethodResponse(
        r -> r.restApiId(api).resourceId(id).httpMethod("GET").statusCode("200"));
    apiGateway.putIntegration(
        r ->
            r.restApiId(api)
                .resourceId(id)
                .httpMethod("GET")
                .type("MOCK")
                .requestTemplates(Map.of("application/json", "{\"statusCode\": 200}")));
    apiGateway.putIntegrationResponse(
        r ->
            r.restApiId(api)
                .resourceId(id)
                .httpMethod("GET")
                .statusCode("200")
                .responseTemplates(Map.of("application/json", "[]")));
  }

  String id() {
    return api;
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
        otherPlan,
        List.of(new ApiStage(api, STAGE)),
        Set.of(PROBE),
        new SecureRandom());
  }

  /** The status of one request. */
  int get(String path, String key) {
    return cloud.get(api, STAGE, path, Optional.ofNullable(key));
  }

  /** Waits until requests for the pets with this key are answered so, several in a row. */
  void await(String key, int status) {
    await("/pets", key, status);
  }

  private void await(String path, String key, int status) {
    Eventually.await(
        "GET " + path + " is answered by " + status,
        () -> IntStream.range(0, IN_A_ROW).allMatch(i -> get(path, key) == status));
  }

  /** Waits until requests with this key are let through no more, several in a row. */
  void awaitRefusal(String key) {
    // LocalStack answers 500, not 403, for a key that was deleted while it was in a plan.
    Eventually.await(
        "GET /pets is refused",
        () -> IntStream.range(0, IN_A_ROW).allMatch(i -> get("/pets", key) >= 400));
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
    keys().forEach(key -> apiGateway.deleteApiKey(r -> r.apiKey(key.id())));
    PatchOperation uncovered =
        PatchOperation.builder().op(Op.REMOVE).path("/apiStages").value(api + ":" + STAGE).build();
    apiGateway.updateUsagePlan(r -> r.usagePlanId(plan).patchOperations(uncovered));
    apiGateway.deleteUsagePlan(r -> r.usagePlanId(plan));
    apiGateway.deleteRestApi(r -> r.restApiId(api));
  }
}
