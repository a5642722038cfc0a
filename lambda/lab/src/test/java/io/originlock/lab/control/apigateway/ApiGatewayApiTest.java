package io.originlock.lab.control.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.originlock.lab.control.Clients;
import io.originlock.lab.control.SharedLab;
import io.originlock.lab.control.TestGateways;
import io.originlock.lab.model.ApiCatalog.Method;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKey;
import software.amazon.awssdk.services.apigateway.model.BadRequestException;
import software.amazon.awssdk.services.apigateway.model.ConflictException;
import software.amazon.awssdk.services.apigateway.model.CreateApiKeyResponse;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

@ExtendWith(SharedLab.class)
class ApiGatewayApiTest {
  private final ApiGatewayClient gateway;
  private final TestGateways seen;
  private String api;
  private String resource;

  ApiGatewayApiTest(Clients clients, TestGateways seen) {
    this.gateway = clients.apiGateway();
    this.seen = seen;
  }

  @BeforeEach
  void anApiWithOneMethod() {
    api = gateway.createRestApi(r -> r.name("pets")).id();
    String root = gateway.getResources(r -> r.restApiId(api)).items().get(0).id();
    resource = gateway.createResource(r -> r.restApiId(api).parentId(root).pathPart("pets")).id();
    gateway.putMethod(
        r ->
            r.restApiId(api)
                .resourceId(resource)
                .httpMethod("GET")
                .authorizationType("NONE")
                .apiKeyRequired(false));
    gateway.putIntegration(
        r ->
            r.restApiId(api)
                .resourceId(resource)
                .httpMethod("GET")
                .type("MOCK")
                .requestTemplates(Map.of("application/json", "{\"statusCode\": 200}")));
    gateway.putMethodResponse(
        r -> r.restApiId(api).resourceId(resource).httpMethod("GET").statusCode("200"));
    gateway.putIntegrationResponse(
        r ->
            r.restApiId(api)
                .resourceId(resource)
                .httpMethod("GET")
                .statusCode("200")
                .responseTemplates(Map.of("application/json", "[]")));
  }

  @Test
  void aDeploymentFreezesTheApiAndAStageServesItsDeploymentOnly() {
    String first = gateway.createDeployment(r -> r.restApiId(api)).id();
    gateway.createStage(r -> r.restApiId(api).stageName("prod").deploymentId(first));
    requireKey();

    assertThat(deployed().apiKeyRequired()).isFalse();
    assertThat(summaryOf(first)).isFalse();

    String second = gateway.createDeployment(r -> r.restApiId(api)).id();
    assertThat(deployed().apiKeyRequired()).isFalse();
    assertThat(summaryOf(second)).isTrue();

    pointTo(second);
    assertThat(deployed().apiKeyRequired()).isTrue();
  }

  @Test
  void updatingAMethodKeepsItsIntegrationAndResponses() {
    requireKey();

    var method = gateway.getMethod(r -> r.restApiId(api).resourceId(resource).httpMethod("GET"));
    assertThat(method.apiKeyRequired()).isTrue();
    assertThat(method.methodResponses()).containsKey("200");
    assertThat(method.methodIntegration().requestTemplates())
        .containsEntry("application/json", "{\"statusCode\": 200}");
    assertThat(method.methodIntegration().integrationResponses().get("200").responseTemplates())
        .containsEntry("application/json", "[]");
  }

  @Test
  void aParameterOfAMethodIsPatchedByItsName() {
    gateway.updateMethod(
        r ->
            r.restApiId(api)
                .resourceId(resource)
                .httpMethod("GET")
                .patchOperations(
                    patch(Op.ADD, "/requestParameters/method.request.header.x-lock", "true")));

    assertThat(
            gateway
                .getMethod(r -> r.restApiId(api).resourceId(resource).httpMethod("GET"))
                .requestParameters())
        .containsEntry("method.request.header.x-lock", true);
  }

  @Test
  void deployingToAStageKeepsTheStage() {
    String first = gateway.createDeployment(r -> r.restApiId(api)).id();
    gateway.createStage(
        r ->
            r.restApiId(api)
                .stageName("prod")
                .deploymentId(first)
                .description("kept")
                .variables(Map.of("a", "b"))
                .tags(Map.of("t", "u")));

    String second = gateway.createDeployment(r -> r.restApiId(api).stageName("prod")).id();

    var stage = gateway.getStage(r -> r.restApiId(api).stageName("prod"));
    assertThat(stage.deploymentId()).isEqualTo(second);
    assertThat(stage.description()).isEqualTo("kept");
    assertThat(stage.variables()).containsEntry("a", "b");
    assertThat(stage.tags()).containsEntry("t", "u");
  }

  @Test
  void aLiveDeploymentCannotBeDeletedAndAnUnknownOneIsNotFound() {
    String first = gateway.createDeployment(r -> r.restApiId(api).stageName("prod")).id();
    String second = gateway.createDeployment(r -> r.restApiId(api)).id();

    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> gateway.deleteDeployment(r -> r.restApiId(api).deploymentId(first)))
        .withMessageContaining("Active stages pointing to this deployment");
    gateway.deleteDeployment(r -> r.restApiId(api).deploymentId(second));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> gateway.getDeployment(r -> r.restApiId(api).deploymentId(second)));
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> pointTo(second));
  }

  @Test
  void keysAreUniqueByValueAndLeaveTheirPlansWhenTheyGo() {
    String value = value();
    CreateApiKeyResponse key = key("lab." + value, value);
    String plan = gateway.createUsagePlan(r -> r.name("p")).id();
    gateway.createUsagePlanKey(r -> r.usagePlanId(plan).keyId(key.id()).keyType("API_KEY"));

    assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> key("other", value));
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(
            () ->
                gateway.createUsagePlanKey(
                    r -> r.usagePlanId(plan).keyId(key.id()).keyType("API_KEY")));
    assertThat(keysIn(plan)).containsExactly(key.id());

    gateway.deleteApiKey(r -> r.apiKey(key.id()));

    assertThat(gateway.getUsagePlanKeys(r -> r.usagePlanId(plan)).items()).isEmpty();
    assertThat(keysIn(plan)).isEmpty();
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> gateway.deleteUsagePlanKey(r -> r.usagePlanId(plan).keyId(key.id())));
  }

  @Test
  void keysAreListedByPrefixInPagesWithoutTheirValues() {
    String prefix = "lock" + UUID.randomUUID();
    IntStream.range(0, 30).forEach(i -> key(prefix + "." + i, value()));
    key("x" + prefix, value());

    var pages = gateway.getApiKeysPaginator(r -> r.nameQuery(prefix).includeValues(false));

    assertThat(pages.stream().count()).isEqualTo(2);
    assertThat(pages.items().stream().map(ApiKey::name))
        .hasSize(30)
        .allMatch(n -> n.startsWith(prefix));
    assertThat(pages.items().stream().map(ApiKey::value)).containsOnlyNulls();
  }

  @Test
  void tagsOfAKeyCanChange() {
    CreateApiKeyResponse key =
        gateway.createApiKey(
            r -> r.name("k").value(value()).enabled(true).tags(Map.of("origin-lock", "a")));
    String arn = "arn:aws:apigateway:us-east-1::/apikeys/" + key.id();

    gateway.tagResource(r -> r.resourceArn(arn).tags(Map.of("more", "b")));
    gateway.untagResource(r -> r.resourceArn(arn).tagKeys("origin-lock"));

    assertThat(gateway.getApiKey(r -> r.apiKey(key.id())).tags()).isEqualTo(Map.of("more", "b"));
  }

  private void requireKey() {
    gateway.updateMethod(
        r ->
            r.restApiId(api)
                .resourceId(resource)
                .httpMethod("GET")
                .patchOperations(patch(Op.REPLACE, "/apiKeyRequired", "true")));
  }

  private void pointTo(String deployment) {
    gateway.updateStage(
        r ->
            r.restApiId(api)
                .stageName("prod")
                .patchOperations(patch(Op.REPLACE, "/deploymentId", deployment)));
  }

  private boolean summaryOf(String deployment) {
    return gateway
        .getDeployment(r -> r.restApiId(api).deploymentId(deployment).embed("apisummary"))
        .apiSummary()
        .get("/pets")
        .get("GET")
        .apiKeyRequired();
  }

  private Method deployed() {
    return seen.stage(api, "prod").orElseThrow().methods().get(0);
  }

  private Set<String> keysIn(String plan) {
    return seen.catalog().plans().stream()
        .filter(p -> p.id().equals(plan))
        .findFirst()
        .orElseThrow()
        .keyIds();
  }

  private CreateApiKeyResponse key(String name, String value) {
    return gateway.createApiKey(r -> r.name(name).value(value).enabled(true));
  }

  private static PatchOperation patch(Op op, String path, String value) {
    return PatchOperation.builder().op(op).path(path).value(value).build();
  }

  private static String value() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
