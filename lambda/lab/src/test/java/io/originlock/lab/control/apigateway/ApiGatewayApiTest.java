package io.originlock.lab.control.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.originlock.lab.control.Clients;
import io.originlock.lab.control.SharedLab;
import io.originlock.lab.control.TestGateways;
import io.originlock.lab.model.ApiCatalog.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKey;
import software.amazon.awssdk.services.apigateway.model.ApiStage;
import software.amazon.awssdk.services.apigateway.model.BadRequestException;
import software.amazon.awssdk.services.apigateway.model.ConflictException;
import software.amazon.awssdk.services.apigateway.model.CreateApiKeyResponse;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.apigateway.model.Resource;
import software.amazon.awssdk.services.apigateway.model.UsagePlanKey;

@ExtendWith(SharedLab.class)
class ApiGatewayApiTest {
  private static final String LOCK = "/requestParameters/method.request.header.";

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
  void operationsOnAMethodAreDoneInTheirOrderAndAllOrNone() {
    update(patch(Op.ADD, LOCK + "one", "true"), patch(Op.ADD, LOCK + "two", "false"));
    update(patch(Op.ADD, LOCK + "three", "true"), patch(Op.REMOVE, LOCK + "one", null));
    assertThat(parameters())
        .isEqualTo(Map.of("method.request.header.two", false, "method.request.header.three", true));

    refused(
        NotFoundException.class,
        "Invalid parameter name specified",
        patch(Op.ADD, LOCK + "four", "true"),
        patch(Op.REMOVE, LOCK + "never", null));
    refused(
        BadRequestException.class,
        "Parameter names must be unique",
        patch(Op.ADD, "/requestParameters/method.request.querystring.two", "true"));
    refused(
        BadRequestException.class,
        "Invalid mapping expression specified",
        patch(Op.ADD, "/requestParameters/x-lock", "true"));
    refused(
        BadRequestException.class,
        "Invalid patch path /requestParameters",
        patch(Op.ADD, "/requestParameters", "true"));
    refused(
        BadRequestException.class,
        "Must be one of: [replace]",
        patch(Op.ADD, "/apiKeyRequired", "true"));
    refused(
        BadRequestException.class,
        "Invalid Request Validator identifier specified",
        patch(Op.REPLACE, "/requestValidatorId", "nobody"));
    assertThat(parameters()).hasSize(2);

    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(
            () ->
                gateway.updateMethod(r -> r.restApiId(api).resourceId(resource).httpMethod("PUT")))
        .withMessageContaining("Invalid Method identifier specified");
  }

  @Test
  void resourcesComeWithTheirMethodsIfAskedForThemAndInPages() {
    String root = root();
    IntStream.range(0, 30)
        .forEach(
            i -> gateway.createResource(r -> r.restApiId(api).parentId(root).pathPart("more" + i)));

    assertThat(gateway.getResources(r -> r.restApiId(api)).items()).hasSize(25);
    assertThat(gateway.getResources(r -> r.restApiId(api).limit(500)).position()).isNull();
    var pages = gateway.getResourcesPaginator(r -> r.restApiId(api).embed("methods").limit(20));
    assertThat(pages.stream().count()).isEqualTo(2);
    var bare = gateway.getResourcesPaginator(r -> r.restApiId(api)).items();
    assertThat(bare.stream().map(Resource::id).toList())
        .hasSize(32)
        .isEqualTo(pages.items().stream().map(Resource::id).toList());

    var embedded = of(pages.items().stream());
    assertThat(embedded.authorizationType()).isEqualTo("NONE");
    assertThat(embedded.methodIntegration().passthroughBehavior()).isEqualTo("WHEN_NO_MATCH");
    assertThat(embedded.methodIntegration().timeoutInMillis()).isEqualTo(29_000);
    assertThat(embedded.methodIntegration().integrationResponses()).containsKey("200");
    assertThat(embedded.hasRequestParameters()).isFalse();
    assertThat(of(bare.stream()).authorizationType()).isNull();
  }

  @Test
  void whatElseADraftConsistsOfIsListed() {
    gateway.createModel(
        r ->
            r.restApiId(api)
                .name("Pet")
                .contentType("application/json")
                .schema("{\"type\":\"object\"}"));
    gateway.createRequestValidator(
        r -> r.restApiId(api).name("parameters").validateRequestParameters(true));
    gateway.putGatewayResponse(
        r -> r.restApiId(api).responseType("BAD_REQUEST_PARAMETERS").statusCode("403"));

    assertThat(gateway.getModelsPaginator(r -> r.restApiId(api)).items())
        .extracting(model -> model.name())
        .containsExactlyInAnyOrder("Pet", "Empty", "Error");
    assertThat(gateway.getModel(r -> r.restApiId(api).modelName("Empty")).schema())
        .contains("Empty Schema");
    assertThat(gateway.getRequestValidators(r -> r.restApiId(api)).items())
        .singleElement()
        .satisfies(
            validator -> {
              assertThat(validator.validateRequestParameters()).isTrue();
              assertThat(validator.validateRequestBody()).isFalse();
            });
    assertThat(gateway.getGatewayResponses(r -> r.restApiId(api)).items())
        .filteredOn(response -> !response.defaultResponse())
        .singleElement()
        .satisfies(response -> assertThat(response.statusCode()).isEqualTo("403"));
    assertThat(gateway.getAuthorizers(r -> r.restApiId(api)).items()).isEmpty();
  }

  @Test
  void aMethodWithoutAnIntegrationIsNotDeployed() {
    gateway.putMethod(
        r -> r.restApiId(api).resourceId(resource).httpMethod("PUT").authorizationType("NONE"));

    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> gateway.createDeployment(r -> r.restApiId(api)))
        .withMessageContaining("No integration defined for method");
    assertThat(gateway.getDeployments(r -> r.restApiId(api)).items()).isEmpty();
  }

  @Test
  void aCanarysDeploymentCannotBeDeleted() {
    String first = gateway.createDeployment(r -> r.restApiId(api).stageName("prod")).id();
    String second = gateway.createDeployment(r -> r.restApiId(api).description("second")).id();
    gateway.updateStage(
        r ->
            r.restApiId(api)
                .stageName("prod")
                .patchOperations(
                    patch(Op.REPLACE, "/canarySettings/deploymentId", second),
                    patch(Op.REPLACE, "/canarySettings/percentTraffic", "5.0")));

    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> gateway.deleteDeployment(r -> r.restApiId(api).deploymentId(second)))
        .withMessageContaining("canary");
    assertThat(gateway.getDeployments(r -> r.restApiId(api)).items())
        .extracting(each -> each.id() + " " + each.description())
        .contains(second + " second")
        .anyMatch(each -> each.startsWith(first));
  }

  @Test
  void aMethodIsNeverSeenHalfUpdated() throws InterruptedException {
    AtomicReference<String> seen = new AtomicReference<>("");
    Thread reader =
        new Thread(
            () -> {
              for (int i = 0; i < 40; i++) {
                var method =
                    of(
                        gateway
                            .getResources(r -> r.restApiId(api).embed("methods"))
                            .items()
                            .stream());
                if (method.methodIntegration() == null
                    || !method.methodIntegration().hasIntegrationResponses()) {
                  seen.set("a method without its integration");
                }
              }
            });
    reader.start();
    while (reader.isAlive()) {
      update(patch(Op.ADD, LOCK + "flicker", "true"));
    }
    reader.join();

    assertThat(seen.get()).isEmpty();
  }

  private static software.amazon.awssdk.services.apigateway.model.Method of(
      Stream<Resource> resources) {
    return resources
        .filter(each -> each.path().equals("/pets"))
        .map(each -> each.resourceMethods().get("GET"))
        .findFirst()
        .orElseThrow();
  }

  private String root() {
    return gateway.getResources(r -> r.restApiId(api)).items().stream()
        .filter(each -> each.path().equals("/"))
        .map(Resource::id)
        .findFirst()
        .orElseThrow();
  }

  private Map<String, Boolean> parameters() {
    return gateway
        .getMethod(r -> r.restApiId(api).resourceId(resource).httpMethod("GET"))
        .requestParameters();
  }

  private void update(PatchOperation... operations) {
    gateway.updateMethod(
        r -> r.restApiId(api).resourceId(resource).httpMethod("GET").patchOperations(operations));
  }

  private void refused(
      Class<? extends Exception> error, String message, PatchOperation... operations) {
    assertThatExceptionOfType(error)
        .isThrownBy(() -> update(operations))
        .withMessageContaining(message);
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
  void aPlanListsItsKeysWithTheirValues() {
    String value = value();
    String plan = gateway.createUsagePlan(r -> r.name("p")).id();
    String key = key("lab." + value, value).id();
    gateway.createUsagePlanKey(r -> r.usagePlanId(plan).keyId(key).keyType("API_KEY"));

    assertThat(gateway.getUsagePlanKeys(r -> r.usagePlanId(plan)).items())
        .extracting(UsagePlanKey::id, UsagePlanKey::value)
        .containsExactly(tuple(key, value));
  }

  @Test
  void aPlanThatDoesNotExistHasNoKeysButCannotBeReadOrAddedTo() {
    String value = value();
    String key = key("lab." + value, value).id();

    assertThat(gateway.getUsagePlanKeys(r -> r.usagePlanId("bad-id")).items()).isEmpty();
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> gateway.getUsagePlan(r -> r.usagePlanId("bad-id")));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(
            () ->
                gateway.createUsagePlanKey(
                    r -> r.usagePlanId("bad-id").keyId(key).keyType("API_KEY")));
  }

  @Test
  void aKeyKeepsTheValueThatIsSentIfItsLengthIsRight() {
    String value = value();
    CreateApiKeyResponse made = key("lab." + value, value);

    assertThat(made.value()).isEqualTo(value);
    assertThat(gateway.getApiKey(r -> r.apiKey(made.id()).includeValue(true)).value())
        .isEqualTo(value);
    for (String wrong : List.of("x".repeat(19), "x".repeat(129))) {
      assertThatExceptionOfType(BadRequestException.class)
          .isThrownBy(() -> key("wrong", wrong))
          .withMessageContaining("API Key value");
    }
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
  void aKeyIsInOnePlanForAStage() {
    gateway.createDeployment(r -> r.restApiId(api).stageName("prod"));
    String key = key("k", value()).id();
    String first = planForProd();
    String second = planForProd();
    String elsewhere = gateway.createUsagePlan(r -> r.name("elsewhere")).id();
    gateway.createUsagePlanKey(r -> r.usagePlanId(first).keyId(key).keyType("API_KEY"));
    gateway.createUsagePlanKey(r -> r.usagePlanId(elsewhere).keyId(key).keyType("API_KEY"));

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(
            () ->
                gateway.createUsagePlanKey(
                    r -> r.usagePlanId(second).keyId(key).keyType("API_KEY")));
    assertThat(keysIn(second)).isEmpty();
  }

  private String planForProd() {
    ApiStage prod = ApiStage.builder().apiId(api).stage("prod").build();
    return gateway.createUsagePlan(r -> r.name("p").apiStages(prod)).id();
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
