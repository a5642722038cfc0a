package io.originlock.lab.control.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.Clients;
import io.originlock.lab.control.SharedLab;
import io.originlock.lab.control.TestGateways;
import io.originlock.lab.model.ApiCatalog.Domain;
import io.originlock.lab.model.ApiCatalog.Endpoint;
import io.originlock.lab.model.ApiCatalog.Mapping;
import io.originlock.lab.model.ApiCatalog.Quota;
import io.originlock.lab.model.ApiCatalog.RoutingRule;
import io.originlock.lab.model.ApiCatalog.Throttle;
import io.originlock.lab.model.ApiCatalog.UsagePlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiStage;
import software.amazon.awssdk.services.apigateway.model.BadRequestException;
import software.amazon.awssdk.services.apigateway.model.GetUsagePlanResponse;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/** What stands before an API's methods: when it comes into force, and what is told of it. */
@ExtendWith(SharedLab.class)
class FrontDoorsApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AwsLab lab;
  private final ApiGatewayClient gateway;
  private final TestGateways seen;
  private final String domain = "d" + UUID.randomUUID().toString().substring(0, 8) + ".test";
  private String api;

  FrontDoorsApiTest(AwsLab lab, Clients clients, TestGateways seen) {
    this.lab = lab;
    this.gateway = clients.apiGateway();
    this.seen = seen;
  }

  @BeforeEach
  void aStage() {
    api = gateway.createRestApi(r -> r.name("pets")).id();
    String root = gateway.getResources(r -> r.restApiId(api)).items().get(0).id();
    gateway.putMethod(
        r -> r.restApiId(api).resourceId(root).httpMethod("GET").authorizationType("NONE"));
    gateway.putIntegration(r -> r.restApiId(api).resourceId(root).httpMethod("GET").type("MOCK"));
    gateway.createDeployment(r -> r.restApiId(api).stageName("prod"));
  }

  private void patchApi(String path, String value) {
    gateway.updateRestApi(r -> r.restApiId(api).patchOperations(replace(path, value)));
  }

  private static PatchOperation replace(String path, String value) {
    return PatchOperation.builder().op(Op.REPLACE).path(path).value(value).build();
  }

  private Endpoint endpoint() {
    return seen.stage(api, "prod").orElseThrow().endpoint();
  }

  /** The switch waits for any change of any stage; a deployment to no stage is none. */
  @ParameterizedTest
  @CsvSource({"nothing, false", "deployment, false", "deployed, true", "stage, true", "key, false"})
  void theSwitchOfAnApisOwnNameWaitsForAChangeOfAStage(String then, boolean inForce) {
    patchApi("/disableExecuteApiEndpoint", "True");
    assertThat(gateway.getRestApi(r -> r.restApiId(api)).disableExecuteApiEndpoint()).isTrue();

    switch (then) {
      case "deployment" -> gateway.createDeployment(r -> r.restApiId(api));
      case "deployed" -> gateway.createDeployment(r -> r.restApiId(api).stageName("prod"));
      case "stage" ->
          gateway.updateStage(
              r ->
                  r.restApiId(api)
                      .stageName("prod")
                      .patchOperations(replace("/description", "changed")));
      case "key" -> gateway.createApiKey(r -> r.name("k").enabled(true));
      default -> {}
    }

    assertThat(endpoint().disabled()).isEqualTo(inForce);
    patchApi("/disableExecuteApiEndpoint", "False");
    gateway.createDeployment(r -> r.restApiId(api).stageName("prod"));
    assertThat(endpoint().disabled()).isFalse();
  }

  @Test
  void aResourcePolicyIsInForceOnceItIsDeployed() {
    patchApi(
        "/policy",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"execute-api:Invoke\",\"Resource\":\"execute-api:/*\"},"
            + "{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:role/r\"},\"Action\":\"*\",\"Resource\":\"*\"}]}");
    assertThat(endpoint().policy()).isEmpty();

    gateway.createDeployment(r -> r.restApiId(api).stageName("prod"));

    assertThat(endpoint().policy().orElseThrow())
        .singleElement()
        .satisfies(
            statement -> {
              assertThat(statement.allows()).isTrue();
              assertThat(statement.resources())
                  .containsExactly("arn:aws:execute-api:us-east-1:123456789012:" + api + "/*");
            });
  }

  private String plan() {
    ApiStage prod = ApiStage.builder().apiId(api).stage("prod").build();
    return gateway.createUsagePlan(r -> r.name("p").apiStages(prod)).id();
  }

  private UsagePlan seen(String plan) {
    return seen.catalog().plans().stream()
        .filter(each -> each.id().equals(plan))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPlansLimitsReachTheHosts() {
    String plan = plan();
    assertThat(seen(plan).throttle()).isEmpty();
    assertThat(seen(plan).quota()).isEmpty();

    gateway.updateUsagePlan(
        r ->
            r.usagePlanId(plan)
                .patchOperations(
                    replace("/throttle/rateLimit", "5"),
                    replace("/throttle/burstLimit", "10"),
                    replace("/quota/limit", "1000"),
                    replace("/quota/period", "DAY")));

    assertThat(seen(plan).throttle()).contains(new Throttle(5, 10));
    assertThat(seen(plan).quota()).contains(new Quota(1000, "DAY"));
    GetUsagePlanResponse told = gateway.getUsagePlan(r -> r.usagePlanId(plan));
    assertThat(told.quota().limit()).isEqualTo(1000);
    assertThat(told.throttle().rateLimit()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stage", "API"})
  void aStageLeavesItsPlansWhenItIsDeleted(String deleted) {
    String plan = plan();
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> gateway.deleteUsagePlan(r -> r.usagePlanId(plan)))
        .withMessageContaining(
            "Cannot delete Usage Plan "
                + plan
                + " because there are API Stages associated with it, including "
                + api
                + ":prod");

    if (deleted.equals("stage")) {
      gateway.deleteStage(r -> r.restApiId(api).stageName("prod"));
    } else {
      gateway.deleteRestApi(r -> r.restApiId(api));
    }

    assertThat(gateway.getUsagePlan(r -> r.usagePlanId(plan)).apiStages()).isEmpty();
    assertThat(seen(plan).stages()).isEmpty();
    gateway.deleteUsagePlan(r -> r.usagePlanId(plan));
  }

  @ParameterizedTest
  @CsvSource({"ADD, test", "REMOVE, test", "REMOVE, other"})
  void aPlanTakesStagesThatExistAndGivesUpThoseThatItHas(Op op, String stage) {
    String plan = plan();

    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(
            () ->
                gateway.updateUsagePlan(
                    r ->
                        r.usagePlanId(plan)
                            .patchOperations(
                                PatchOperation.builder()
                                    .op(op)
                                    .path("/apiStages")
                                    .value(api + ":" + stage)
                                    .build())))
        .withMessageContaining("API Stage not found: " + api + ":" + stage);
    assertThat(seen(plan).stages()).containsExactly(api + ":prod");
  }

  private Domain domain() {
    return seen.catalog().domains().stream()
        .filter(each -> each.name().equals(domain))
        .findFirst()
        .orElseThrow();
  }

  /** What each mode goes by, and what it calls itself. */
  @ParameterizedTest
  @CsvSource({
    "BASE_PATH_MAPPING_ONLY, 0, 1",
    "ROUTING_RULE_ONLY, 1, 0",
    "ROUTING_RULE_THEN_BASE_PATH_MAPPING, 1, 1"
  })
  void aDomainGoesByItsRoutingMode(String mode, int rules, int mappings) throws IOException {
    gateway.createDomainName(r -> r.domainName(domain));
    assertThat(told(domain)).isEqualTo("BASE_PATH_MAPPING_ONLY");
    gateway.createBasePathMapping(
        r -> r.domainName(domain).restApiId(api).stage("prod").basePath("shop"));
    String rule = rule(20, "shop");
    assertThat(v2("POST", "", rule).statusCode()).isEqualTo(201);

    gateway.updateDomainName(
        r -> r.domainName(domain).patchOperations(replace("/routingMode", mode)));

    assertThat(told(domain)).isEqualTo(mode);
    assertThat(domain().rules()).hasSize(rules);
    assertThat(domain().mappings()).hasSize(mappings);
    assertThat(domain().mappings().stream().map(Mapping::basePath)).allMatch("shop"::equals);
  }

  private String told(String name) throws IOException {
    return JSON.readTree(call("GET", "/domainnames/" + name, "").body())
        .path("routingMode")
        .asText();
  }

  @Test
  void routingRulesAreListedInTheirOrderAndReachTheHosts() throws IOException {
    assertThat(v2("GET", "", "").statusCode()).isEqualTo(404);
    gateway.createDomainName(r -> r.domainName(domain));
    gateway.updateDomainName(
        r -> r.domainName(domain).patchOperations(replace("/routingMode", "ROUTING_RULE_ONLY")));
    JsonNode second = JSON.readTree(v2("POST", "", rule(20, "shop")).body());
    JsonNode first = JSON.readTree(v2("POST", "", rule(10, "new")).body());

    JsonNode listed = JSON.readTree(v2("GET", "", "").body()).path("routingRules");
    assertThat(listed).containsExactly(first, second);
    String id = first.path("routingRuleId").asText();
    assertThat(first.path("routingRuleArn").asText())
        .isEqualTo(
            "arn:aws:apigateway:us-east-1:123456789012:/domainnames/%s/routingrules/%s"
                .formatted(domain, id));
    assertThat(domain().rules())
        .extracting(RoutingRule::priority, RoutingRule::basePaths, RoutingRule::headers)
        .containsExactly(
            tuple(10, List.of(List.of("new")), List.of(Map.of("x-version", "beta-*"))),
            tuple(20, List.of(List.of("shop")), List.of(Map.of("x-version", "beta-*"))));
    assertThat(domain().rules())
        .allMatch(rule -> rule.restApiId().equals(api) && rule.stage().equals("prod"));

    assertThat(v2("POST", "", rule(10, "third")).statusCode()).isEqualTo(409);
    assertThat(v2("PUT", "/" + id, rule(30, "new")).statusCode()).isEqualTo(200);
    assertThat(domain().rules()).extracting(RoutingRule::priority).containsExactly(20, 30);
    assertThat(v2("DELETE", "/" + id, "").statusCode()).isEqualTo(204);
    assertThat(v2("GET", "/" + id, "").statusCode()).isEqualTo(404);
    assertThat(domain().rules()).extracting(RoutingRule::priority).containsExactly(20);

    gateway.deleteDomainName(r -> r.domainName(domain));
    assertThat(seen.catalog().domains()).noneMatch(each -> each.name().equals(domain));
  }

  private String rule(int priority, String basePath) {
    return """
    {"priority": %d,
     "conditions": [
       {"matchBasePaths": {"anyOf": ["%s"]}},
       {"matchHeaders": {"anyOf": [{"header": "x-version", "valueGlob": "beta-*"}]}}],
     "actions": [{"invokeApi": {"apiId": "%s", "stage": "prod", "stripBasePath": true}}]}
    """
        .formatted(priority, basePath, api);
  }

  private HttpResponse<String> v2(String method, String below, String body) throws IOException {
    return call(method, "/v2/domainnames/" + domain + "/routingrules" + below, body);
  }

  private HttpResponse<String> call(String method, String path, String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(lab.endpoint() + path))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=lab/20260101/us-east-1/apigateway/aws4_request")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
