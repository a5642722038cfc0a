package io.originlock.lab.control.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.control.Clients;
import io.originlock.lab.control.SharedLab;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.AuthorizerType;
import software.amazon.awssdk.services.apigateway.model.BadRequestException;
import software.amazon.awssdk.services.apigateway.model.CanarySettings;
import software.amazon.awssdk.services.apigateway.model.GatewayResponse;
import software.amazon.awssdk.services.apigateway.model.GetStageResponse;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/**
 * What API Gateway fills in by itself, as recorded of it: LocalStack's snapshots
 * tests/aws/services/apigateway, test_gateway_response_put, test_update_stage_with_copy_ops,
 * test_create_execute_api_vpc_endpoint.
 */
@ExtendWith(SharedLab.class)
class RecordedAnswersTest {
  private static final String USUAL = "{\"message\":$context.error.messageString}";

  private final ApiGatewayClient gateway;
  private final String api;
  private final String root;

  RecordedAnswersTest(Clients clients) {
    gateway = clients.apiGateway();
    api = gateway.createRestApi(r -> r.name("recorded")).id();
    root = gateway.getResources(r -> r.restApiId(api)).items().get(0).id();
  }

  private GatewayResponse response(String type) {
    return gateway.getGatewayResponses(r -> r.restApiId(api)).items().stream()
        .filter(each -> each.responseTypeAsString().equals(type))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void gatewayResponsesAreFilledInAndExportedAsTheyWerePut() {
    gateway.putGatewayResponse(
        r ->
            r.restApiId(api)
                .responseType("DEFAULT_4XX")
                .responseParameters(Map.of("gatewayresponse.header.x", "'y'")));
    gateway.putGatewayResponse(
        r ->
            r.restApiId(api)
                .responseType("DEFAULT_5XX")
                .statusCode("599")
                .responseTemplates(Map.of("application/json", "own")));
    gateway.putGatewayResponse(
        r ->
            r.restApiId(api)
                .responseType("AUTHORIZER_FAILURE")
                .responseParameters(Map.of("gatewayresponse.header.foo", "'bar'")));
    mock("GET", null);
    gateway.createDeployment(r -> r.restApiId(api).stageName("live"));

    assertThat(gateway.getGatewayResponses(r -> r.restApiId(api)).items()).hasSize(21);
    assertThat(response("DEFAULT_4XX"))
        .returns(false, GatewayResponse::defaultResponse)
        .returns(null, GatewayResponse::statusCode)
        .returns(Map.of("application/json", USUAL), GatewayResponse::responseTemplates);
    assertThat(response("AUTHORIZER_FAILURE"))
        .as("customised itself, so the default's count for nothing")
        .returns("500", GatewayResponse::statusCode)
        .returns(Map.of("application/json", USUAL), GatewayResponse::responseTemplates);
    assertThat(response("INTEGRATION_TIMEOUT"))
        .as("not customised, so as the default")
        .returns(true, GatewayResponse::defaultResponse)
        .returns("599", GatewayResponse::statusCode)
        .returns(Map.of("application/json", "own"), GatewayResponse::responseTemplates);
    assertThat(response("THROTTLED"))
        .returns("429", GatewayResponse::statusCode)
        .returns(Map.of("gatewayresponse.header.x", "'y'"), GatewayResponse::responseParameters);
    assertThat(gateway.getGatewayResponse(r -> r.restApiId(api).responseType("THROTTLED")))
        .returns(true, each -> each.defaultResponse());
    assertThat(export().path("x-amazon-apigateway-gateway-responses").toString())
        .contains("\"DEFAULT_4XX\":{\"responseParameters\":{\"gatewayresponse.header.x\":\"'y'\"}}")
        .contains("\"statusCode\":599")
        .doesNotContain("messageString", "THROTTLED");
  }

  @Test
  void aPromotedCanaryStaysWithoutTraffic() {
    mock("GET", null);
    String first = gateway.createDeployment(r -> r.restApiId(api).stageName("live")).id();
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(this::promote)
        .withMessageContaining("Promotion not available. Canary does not exist.");
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> update(patch(Op.ADD, "/canarySettings/deploymentId", first)))
        .withMessageContaining("Invalid add operation with path: /canarySettings/deploymentId");
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> update(patch(Op.REPLACE, "/canarySettings/deploymentId", "none")))
        .withMessageContaining("Deployment id does not exist");
    assertThat(stage().canarySettings()).isNull();
    update(patch(Op.REPLACE, "/canarySettings/percentTraffic", "5.0"));
    assertThat(stage().canarySettings())
        .returns(first, CanarySettings::deploymentId)
        .returns(5.0, CanarySettings::percentTraffic);
    String second =
        gateway
            .createDeployment(
                r ->
                    r.restApiId(api)
                        .stageName("live")
                        .canarySettings(
                            c ->
                                c.percentTraffic(50.0)
                                    .stageVariableOverrides(Map.of("color", "red"))))
            .id();
    assertThat(stage())
        .returns(first, GetStageResponse::deploymentId)
        .returns(second, stage -> stage.canarySettings().deploymentId());

    update(patch(Op.REPLACE, "/canarySettings/percentTraffic", "0.0"));
    promote();

    assertThat(stage())
        .returns(second, GetStageResponse::deploymentId)
        .returns(second, stage -> stage.canarySettings().deploymentId())
        .returns(0.0, stage -> stage.canarySettings().percentTraffic())
        .returns(Map.of("color", "red"), GetStageResponse::variables);

    String third = gateway.createDeployment(r -> r.restApiId(api)).id();
    update(patch(Op.REPLACE, "/deploymentId", third));
    assertThat(stage())
        .as("the stage moves on, the canary stays")
        .returns(third, GetStageResponse::deploymentId)
        .returns(second, stage -> stage.canarySettings().deploymentId());
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> gateway.deleteDeployment(r -> r.restApiId(api).deploymentId(second)))
        .withMessageContaining("canary settings");
  }

  @Test
  void authorizersSayWhereTheyLookAsPublishedExportsDo() {
    mock("GET", authorizer("bare", AuthorizerType.REQUEST, null));
    mock("PUT", authorizer("query", AuthorizerType.REQUEST, "method.request.querystring.k"));
    String two = "method.request.header.a, method.request.header.b";
    mock("POST", authorizer("two", AuthorizerType.REQUEST, two));
    mock("PATCH", authorizer("token", AuthorizerType.TOKEN, "method.request.header.Unused"));
    gateway.createDeployment(r -> r.restApiId(api).stageName("live"));

    JsonNode schemes = export().at("/components/securitySchemes");

    assertThat(List.of("bare", "query", "two", "token"))
        .extracting(
            name ->
                schemes.path(name).path("in").asText()
                    + " "
                    + schemes.path(name).path("name").asText()
                    + " "
                    + schemes.path(name).at("/x-amazon-apigateway-authorizer/identitySource"))
        .containsExactly(
            "header Unused ",
            "query k \"method.request.querystring.k\"",
            "header Unused \"" + two + "\"",
            "header Unused ");
    assertThat(gateway.getAuthorizers(r -> r.restApiId(api)).items())
        .allSatisfy(each -> assertThat(each.authorizerResultTtlInSeconds()).isEqualTo(300));
  }

  @Test
  void aPolicyIsWrittenOut() {
    mock("GET", null);
    gateway.updateRestApi(
        r ->
            r.restApiId(api)
                .patchOperations(
                    patch(
                        Op.REPLACE,
                        "/policy",
                        "{\"Statement\":[{\"Resource\":[\"execute-api:/*\"]}]}")));
    gateway.createDeployment(r -> r.restApiId(api).stageName("live"));
    String arn = "arn:aws:execute-api:us-east-1:123456789012:" + api + "/*";

    String told = gateway.getRestApi(r -> r.restApiId(api)).policy();

    assertThat(told).isEqualTo("{\\\"Statement\\\":[{\\\"Resource\\\":\\\"" + arn + "\\\"}]}");
    JsonNode export = export();
    assertThat(export.at("/x-amazon-apigateway-policy/Statement/0/Resource").asText())
        .isEqualTo(arn);
    assertThat(export.at("/servers/0/variables/basePath/default").asText()).isEqualTo("live");
  }

  private String authorizer(String name, AuthorizerType type, String source) {
    return gateway
        .createAuthorizer(
            r ->
                r.restApiId(api)
                    .name(name)
                    .type(type)
                    .authorizerUri("arn:aws:apigateway:us-east-1:lambda:path/f/invocations")
                    .identitySource(source))
        .id();
  }

  private void promote() {
    update(
        copy("/canarySettings/deploymentId", "/deploymentId"),
        copy("/canarySettings/stageVariableOverrides", "/variables"));
  }

  private GetStageResponse stage() {
    return gateway.getStage(r -> r.restApiId(api).stageName("live"));
  }

  private void update(PatchOperation... operations) {
    gateway.updateStage(r -> r.restApiId(api).stageName("live").patchOperations(operations));
  }

  private static PatchOperation patch(Op op, String path, String value) {
    return PatchOperation.builder().op(op).path(path).value(value).build();
  }

  private static PatchOperation copy(String from, String path) {
    return PatchOperation.builder().op(Op.COPY).from(from).path(path).build();
  }

  private void mock(String verb, String authorizer) {
    gateway.putMethod(
        r ->
            r.restApiId(api)
                .resourceId(root)
                .httpMethod(verb)
                .authorizationType(authorizer == null ? "NONE" : "CUSTOM")
                .authorizerId(authorizer));
    gateway.putIntegration(
        r -> r.restApiId(api).resourceId(root).httpMethod(verb).type(IntegrationType.MOCK));
  }

  private JsonNode export() {
    return Exported.read(gateway, api, "apigateway,authorizers");
  }
}
