package io.originlock.lab.control.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.control.Clients;
import io.originlock.lab.control.SharedLab;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.AuthorizerType;
import software.amazon.awssdk.services.apigateway.model.ConflictException;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.apigateway.model.Stage;

/** What an audit reads of a stage. */
@ExtendWith(SharedLab.class)
class ExportTest {
  private final ApiGatewayClient gateway;
  private final String api;
  private final String pet;

  ExportTest(Clients clients) {
    gateway = clients.apiGateway();
    api = gateway.createRestApi(r -> r.name("exported").minimumCompressionSize(1024)).id();
    String root = gateway.getResources(r -> r.restApiId(api)).items().get(0).id();
    pet = gateway.createResource(r -> r.restApiId(api).parentId(root).pathPart("{id}")).id();
  }

  @Test
  void theDeployedSnapshotIsExported() {
    String authorizer =
        gateway
            .createAuthorizer(
                r ->
                    r.restApiId(api)
                        .name("edge")
                        .type(AuthorizerType.REQUEST)
                        .authorizerUri("arn:aws:apigateway:us-east-1:lambda:path/f/invocations")
                        .identitySource("method.request.header.x-signature"))
            .id();
    String validator =
        gateway
            .createRequestValidator(
                r -> r.restApiId(api).name("parameters").validateRequestParameters(true))
            .id();
    gateway.putMethod(
        r ->
            r.restApiId(api)
                .resourceId(pet)
                .httpMethod("ANY")
                .authorizationType("CUSTOM")
                .authorizerId(authorizer)
                .apiKeyRequired(true)
                .requestValidatorId(validator)
                .requestParameters(
                    Map.of(
                        "method.request.header.x-lock", true,
                        "method.request.querystring.q", false)));
    gateway.putIntegration(
        r ->
            r.restApiId(api)
                .resourceId(pet)
                .httpMethod("ANY")
                .type(IntegrationType.HTTP_PROXY)
                .integrationHttpMethod("ANY")
                .uri("https://backend.example/{id}")
                .requestParameters(
                    Map.of("integration.request.path.id", "method.request.path.id")));
    mock("GET");
    gateway.createDeployment(r -> r.restApiId(api).stageName("live"));
    mock("PUT");

    JsonNode export = export("apigateway");

    JsonNode verbs = export.path("paths").path("/{id}");
    assertThat(verbs.properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("x-amazon-apigateway-any-method", "get");
    JsonNode any = verbs.path("x-amazon-apigateway-any-method");
    assertThat(any.path("security").toString()).isEqualTo("[{\"api_key\":[]},{\"edge\":[]}]");
    assertThat(any.path("x-amazon-apigateway-request-validator").asText()).isEqualTo("parameters");
    assertThat(any.path("parameters"))
        .extracting(
            p -> p.path("in").asText() + " " + p.path("name").asText() + " " + p.path("required"))
        .containsExactly("header x-lock true", "path id true", "query q ");
    JsonNode integration = any.path("x-amazon-apigateway-integration");
    assertThat(integration.path("type").asText()).isEqualTo("http_proxy");
    assertThat(integration.path("httpMethod").asText()).isEqualTo("ANY");
    assertThat(integration.path("uri").asText()).isEqualTo("https://backend.example/{id}");
    assertThat(integration.path("requestParameters").has("integration.request.path.id")).isTrue();
    assertThat(verbs.path("get").has("security")).isFalse();
    assertThat(verbs.at("/get/x-amazon-apigateway-integration/type").asText()).isEqualTo("mock");
    JsonNode schemes = export.path("components").path("securitySchemes");
    assertThat(schemes.at("/api_key/name").asText()).isEqualTo("x-api-key");
    assertThat(schemes.at("/edge/x-amazon-apigateway-authorizer/type").asText())
        .isEqualTo("request");
    assertThat(schemes.at("/edge/name").asText()).isEqualTo("x-signature");
    assertThat(schemes.at("/edge/x-amazon-apigateway-authtype").asText()).isEqualTo("custom");
    assertThat(export.at("/x-amazon-apigateway-request-validators/parameters").toString())
        .isEqualTo("{\"validateRequestParameters\":true,\"validateRequestBody\":false}");
    assertThatExceptionOfType(ConflictException.class)
        .as("a method names it")
        .isThrownBy(() -> gateway.deleteAuthorizer(r -> r.restApiId(api).authorizerId(authorizer)))
        .withMessageContaining(
            "Cannot delete authorizer 'edge', is referenced in method: ANY//{id}");
    assertThat(export("authorizers").toString()).doesNotContain("apigateway-integration");
    assertThat(export("integrations").toString()).doesNotContain("apigateway-authorizer");
  }

  @Test
  void bodiesAnswersAndTheModelsThatTheyReferToAreExported() {
    String ref = "https://apigateway.amazonaws.com/restapis/" + api + "/models/";
    model("Name", "{\"type\":\"string\"}");
    model("Pet", "{\"type\":\"object\",\"properties\":{\"name\":{\"$ref\":\"" + ref + "Name\"}}}");
    model("Unused", "{\"type\":\"array\"}");
    gateway.putMethod(
        r ->
            r.restApiId(api)
                .resourceId(pet)
                .httpMethod("POST")
                .authorizationType("NONE")
                .operationName("createPet")
                .requestModels(Map.of("application/json", "Pet")));
    gateway.putMethodResponse(
        r ->
            r.restApiId(api)
                .resourceId(pet)
                .httpMethod("POST")
                .statusCode("201")
                .responseModels(Map.of("application/json", "Empty"))
                .responseParameters(Map.of("method.response.header.Location", true)));
    gateway.putMethodResponse(
        r -> r.restApiId(api).resourceId(pet).httpMethod("POST").statusCode("400"));
    gateway.putIntegration(
        r -> r.restApiId(api).resourceId(pet).httpMethod("POST").type(IntegrationType.MOCK));
    gateway.createDeployment(r -> r.restApiId(api).stageName("live"));

    JsonNode export = export("apigateway");

    JsonNode post = export.at("/paths/~1{id}/post");
    assertThat(post.path("operationId").asText()).isEqualTo("createPet");
    assertThat(post.path("requestBody").toString())
        .isEqualTo(
            "{\"required\":true,\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/Pet\"}}}}");
    assertThat(post.at("/responses/201").toString())
        .isEqualTo(
            "{\"description\":\"201"
                + " response\",\"headers\":{\"Location\":{\"schema\":{\"type\":\"string\"}}},"
                + "\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/Empty\"}}}}");
    assertThat(post.at("/responses/400").toString())
        .isEqualTo("{\"description\":\"400 response\",\"content\":{}}");
    assertThat(post.path("x-amazon-apigateway-integration").toString())
        .isEqualTo("{\"type\":\"mock\",\"passthroughBehavior\":\"when_no_match\"}");
    JsonNode schemas = export.at("/components/schemas");
    assertThat(schemas.properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("Pet", "Name", "Empty");
    assertThat(schemas.at("/Pet/properties/name/$ref").asText())
        .isEqualTo("#/components/schemas/Name");
    assertThat(schemas.path("Empty").toString())
        .isEqualTo("{\"title\":\"Empty Schema\",\"type\":\"object\"}");
  }

  @Test
  void whatHoldsForTheWholeApiIsExported() {
    mock("GET");
    gateway.putGatewayResponse(
        r ->
            r.restApiId(api)
                .responseType("BAD_REQUEST_PARAMETERS")
                .statusCode("403")
                .responseTemplates(Map.of("application/json", "{}")));
    gateway.updateRestApi(
        r ->
            r.restApiId(api)
                .patchOperations(
                    patch("/policy", "{\"Version\":\"2012-10-17\",\"Statement\":[]}"),
                    patch("/binaryMediaTypes", "image/png"),
                    patch("/apiKeySource", "AUTHORIZER")));
    gateway.createDeployment(r -> r.restApiId(api).stageName("live"));

    JsonNode export = export("apigateway");

    assertThat(export.at("/x-amazon-apigateway-policy/Version").asText()).isEqualTo("2012-10-17");
    assertThat(export.path("x-amazon-apigateway-minimum-compression-size").asInt()).isEqualTo(1024);
    assertThat(export.path("x-amazon-apigateway-binary-media-types").toString())
        .isEqualTo("[\"image/png\"]");
    assertThat(export.path("x-amazon-apigateway-api-key-source").asText()).isEqualTo("AUTHORIZER");
    assertThat(
            export.at("/x-amazon-apigateway-gateway-responses/BAD_REQUEST_PARAMETERS").toString())
        .isEqualTo("{\"statusCode\":403,\"responseTemplates\":{\"application/json\":\"{}\"}}");
  }

  private void model(String name, String schema) {
    gateway.createModel(
        r -> r.restApiId(api).name(name).contentType("application/json").schema(schema));
  }

  @Test
  void aStageThatIsNotThereIsNotExported() {
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> export("apigateway"));
  }

  @Test
  void stagesTellOfLogsSettingsAndCanaries() {
    mock("GET");
    gateway.createDeployment(r -> r.restApiId(api).stageName("live"));
    String other = gateway.createDeployment(r -> r.restApiId(api)).id();
    String served = stage().deploymentId();
    gateway.updateStage(
        r ->
            r.restApiId(api)
                .stageName("live")
                .patchOperations(
                    patch("/accessLogSettings/destinationArn", "arn:aws:logs:x"),
                    patch("/accessLogSettings/format", "$context.identity.apiKey"),
                    patch("/*/*/logging/dataTrace", "true"),
                    patch("/canarySettings/percentTraffic", "5.0"),
                    patch("/canarySettings/deploymentId", other)));

    assertThat(stage().deploymentId()).isEqualTo(served);
    assertThat(stage().accessLogSettings().format()).isEqualTo("$context.identity.apiKey");
    assertThat(stage().methodSettings().get("*/*").dataTraceEnabled()).isTrue();
    assertThat(stage().canarySettings().percentTraffic()).isEqualTo(5.0);
    assertThat(stage().canarySettings().deploymentId()).isEqualTo(other);

    gateway.updateStage(
        r ->
            r.restApiId(api)
                .stageName("live")
                .patchOperations(
                    PatchOperation.builder().op(Op.REMOVE).path("/canarySettings").build()));
    assertThat(stage().canarySettings()).isNull();
  }

  @Test
  void domainsTellOfTheirMappings() {
    String domain = UUID.randomUUID() + ".example.com";
    mock("GET");
    gateway.createDeployment(r -> r.restApiId(api).stageName("live"));
    gateway.createDomainName(
        r -> r.domainName(domain).regionalCertificateArn("arn:aws:acm:us-east-1:1:certificate/c"));
    gateway.createBasePathMapping(
        r -> r.domainName(domain).restApiId(api).stage("live").basePath("v1"));

    assertThat(gateway.getDomainNamesPaginator(r -> {}).items())
        .extracting(d -> d.domainName())
        .contains(domain);
    assertThat(gateway.getBasePathMappingsPaginator(r -> r.domainName(domain)).items())
        .singleElement()
        .satisfies(
            mapping -> {
              assertThat(mapping.restApiId()).isEqualTo(api);
              assertThat(mapping.stage()).isEqualTo("live");
              assertThat(mapping.basePath()).isEqualTo("v1");
            });
  }

  private Stage stage() {
    return gateway.getStages(r -> r.restApiId(api)).item().get(0);
  }

  private static PatchOperation patch(String path, String value) {
    return PatchOperation.builder().op(Op.REPLACE).path(path).value(value).build();
  }

  private void mock(String verb) {
    gateway.putMethod(
        r -> r.restApiId(api).resourceId(pet).httpMethod(verb).authorizationType("NONE"));
    gateway.putIntegration(
        r -> r.restApiId(api).resourceId(pet).httpMethod(verb).type(IntegrationType.MOCK));
  }

  private JsonNode export(String extensions) {
    return Exported.read(gateway, api, extensions);
  }
}
