package io.originlock.lab.conformance;

import static io.originlock.lab.conformance.TestSecrets.secret;
import static io.originlock.lab.conformance.ValidatedApi.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.model.Secret;
import io.originlock.port.Announcement;
import io.originlock.port.DesiredGate;
import io.originlock.port.Gate;
import io.originlock.port.HinderedException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.AuthorizerType;
import software.amazon.awssdk.services.apigateway.model.Op;

/**
 * The gate request-validation on an API with all that API Gateway fills in by itself: the draft is
 * what is deployed, though no two answers about it are alike.
 */
@ExtendWith(LabCloud.class)
class FilledInApiTest {
  private static final Map<String, String> CORS =
      Map.of("gatewayresponse.header.Access-Control-Allow-Origin", "'*'");
  private static final String FUNCTION =
      "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f/invocations";

  private static boolean honour(Gate gate, Secret secret) {
    return gate.honour(
        new DesiredGate(false, List.of(secret), Set.of()),
        gate.observe(List.of(secret)),
        Announcement.none());
  }

  /** Adds to the draft what reads back otherwise than it was put, or is exported otherwise. */
  private static void fill(ApiGatewayClient gateway, ValidatedApi api) {
    for (String type : List.of("DEFAULT_4XX", "DEFAULT_5XX", "EXPIRED_TOKEN", "WAF_FILTERED")) {
      cors(gateway, api, type, CORS);
    }
    gateway.putGatewayResponse(
        r ->
            r.restApiId(api.id())
                .responseType("THROTTLED")
                .statusCode("429")
                .responseTemplates(
                    Map.of("application/json", "{\"message\":$context.error.messageString}")));
    String bare = authorizer(gateway, api, "bare", null);
    String header = authorizer(gateway, api, "header", "method.request.header.Authorization");
    String several =
        authorizer(
            gateway, api, "several", "method.request.header.A, method.request.querystring.b");
    model(gateway, api, "Owner", "{\"$schema\":\"http://json-schema.org/draft-04/schema#\"}");
    model(gateway, api, "House", "{\"type\":\"array\",\"items\":{\"$ref\":\"%sOwner\"}}");
    guarded(gateway, api, "/bare", bare);
    guarded(gateway, api, "/header", header);
    guarded(gateway, api, "/several", several);
    gateway.updateRestApi(
        r ->
            r.restApiId(api.id())
                .patchOperations(
                    MockApi.patch(
                        Op.REPLACE,
                        "/policy",
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
                            + "\"Action\":\"execute-api:Invoke\",\"Resource\":[\"execute-api:/*\"]}]}")));
  }

  private static void cors(
      ApiGatewayClient gateway, ValidatedApi api, String type, Map<String, String> headers) {
    gateway.putGatewayResponse(
        r -> r.restApiId(api.id()).responseType(type).responseParameters(headers));
  }

  private static String authorizer(
      ApiGatewayClient gateway, ValidatedApi api, String name, String source) {
    return gateway
        .createAuthorizer(
            r ->
                r.restApiId(api.id())
                    .name(name)
                    .type(AuthorizerType.REQUEST)
                    .authorizerUri(FUNCTION)
                    .authorizerResultTtlInSeconds(source == null ? 0 : null)
                    .identitySource(source))
        .id();
  }

  private static void model(
      ApiGatewayClient gateway, ValidatedApi api, String name, String schema) {
    String models = "https://apigateway.amazonaws.com/restapis/" + api.id() + "/models/";
    gateway.createModel(
        r ->
            r.restApiId(api.id())
                .name(name)
                .contentType("application/json")
                .schema(schema.replace("%s", models)));
  }

  /** A method that an authorizer guards, with a model, and templates that say nothing. */
  private static void guarded(
      ApiGatewayClient gateway, ValidatedApi api, String path, String authorizer) {
    api.draft(
        "POST",
        path,
        method ->
            method
                .authorizationType("CUSTOM")
                .authorizerId(authorizer)
                .requestModels(Map.of("application/json", "House")));
    gateway.putIntegrationResponse(
        r ->
            r.restApiId(api.id())
                .resourceId(api.resource(path))
                .httpMethod("POST")
                .statusCode("200")
                .responseTemplates(Map.of("application/json", "")));
  }

  @Test
  void itIsClosedAndItsSecretExchangedTwice(Cloud cloud) {
    ApiGatewayClient gateway = cloud.apiGateway();
    try (ValidatedApi api = new ValidatedApi(cloud)) {
      fill(gateway, api);
      api.deploy();
      canary(gateway, api, "0.0");
      Gate gate = api.gate();
      gate.check();

      for (int id = 1; id <= 3; id++) {
        Secret secret = secret(gate, id);
        assertThat(honour(gate, secret)).as("g" + id).isTrue();
        api.await("GET", "/pets", headers(gate, secret), 200);
        assertThat(gate.observe(List.of(secret)).alone()).isTrue();
        gate.tidy();
        api.awaitAnotherSecond();
      }
      assertThat(gateway.getStage(r -> r.restApiId(api.id()).stageName(MockApi.STAGE)))
          .returns(0.0, stage -> stage.canarySettings().percentTraffic());
    }
  }

  @Test
  void whatSomebodyChangesOfItIsSeen(Cloud cloud) {
    ApiGatewayClient gateway = cloud.apiGateway();
    try (ValidatedApi api = new ValidatedApi(cloud)) {
      fill(gateway, api);
      api.deploy();
      Gate gate = api.gate();
      cors(gateway, api, "WAF_FILTERED", Map.of("gatewayresponse.header.x", "'y'"));

      assertThatThrownBy(() -> honour(gate, secret(gate, 1)))
          .isInstanceOf(HinderedException.class)
          .hasMessageContaining("gateway response WAF_FILTERED parameter")
          .hasMessageNotContaining("template")
          .hasMessageNotContaining("authorization");

      cors(gateway, api, "WAF_FILTERED", CORS);
      canary(gateway, api, "0.1");
      assertThatThrownBy(() -> honour(gate, secret(gate, 1)))
          .isInstanceOf(HinderedException.class)
          .hasMessageContaining("canary");
      canary(gateway, api, "0.0");
      assertThat(honour(gate, secret(gate, 1))).isTrue();
    }
  }

  private static void canary(ApiGatewayClient gateway, ValidatedApi api, String percent) {
    gateway.updateStage(
        r ->
            r.restApiId(api.id())
                .stageName(MockApi.STAGE)
                .patchOperations(
                    MockApi.patch(Op.REPLACE, "/canarySettings/percentTraffic", percent)));
  }
}
