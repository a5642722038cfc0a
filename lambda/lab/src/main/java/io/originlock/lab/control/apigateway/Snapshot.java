package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.model.ApiCatalog.Authorizer;
import io.originlock.lab.model.ApiCatalog.GatewayResponse;
import io.originlock.lab.model.ApiCatalog.IntegrationResponse;
import io.originlock.lab.model.ApiCatalog.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a deployment froze of an API. */
record Snapshot(
    Draft draft,
    String apiKeySource,
    List<Method> methods,
    Map<String, GatewayResponse> gatewayResponses) {

  /** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html */
  private static final long USUAL_TTL_SECONDS = 300;

  /** Reads the draft of an API. */
  static Snapshot of(Draft draft) {
    List<Method> methods = new ArrayList<>();
    for (JsonNode resource : draft.resources().path("item")) {
      resource
          .path("resourceMethods")
          .forEach(method -> methods.add(method(draft, resource.path("path").asText(), method)));
    }
    Map<String, GatewayResponse> responses = new LinkedHashMap<>();
    for (JsonNode response : draft.gatewayResponses().path("item")) {
      responses.put(
          response.path("responseType").asText(),
          new GatewayResponse(
              response.path("statusCode").asText(""),
              texts(response.path("responseParameters")),
              texts(response.path("responseTemplates"))));
    }
    return new Snapshot(
        draft,
        draft.api().path("apiKeySource").asText("HEADER"),
        List.copyOf(methods),
        Map.copyOf(responses));
  }

  /** Whether every method has an integration; no API can be deployed otherwise. */
  boolean integrated() {
    return draft
        .resources()
        .path("item")
        .valueStream()
        .flatMap(resource -> resource.path("resourceMethods").valueStream())
        .allMatch(method -> method.path("methodIntegration").isObject());
  }

  /** The {@code apiSummary} of a deployment. */
  JsonNode summary() {
    ObjectNode summary = JsonNodeFactory.instance.objectNode();
    methods.forEach(
        method ->
            summary
                .withObjectProperty(method.path())
                .putObject(method.verb())
                .put("authorizationType", method.authorizationType())
                .put("apiKeyRequired", method.apiKeyRequired()));
    return summary;
  }

  private static Method method(Draft draft, String path, JsonNode method) {
    Optional<JsonNode> validator = draft.validator(method.path("requestValidatorId").asText(""));
    JsonNode integration = method.path("methodIntegration");
    List<IntegrationResponse> responses =
        StreamSupport.stream(integration.path("integrationResponses").spliterator(), false)
            .map(
                response ->
                    new IntegrationResponse(
                        response.path("statusCode").asText(),
                        response.path("selectionPattern").asText(""),
                        texts(response.path("responseParameters")),
                        texts(response.path("responseTemplates"))))
            .toList();
    Map<String, Boolean> parameters =
        method.path("requestParameters").properties().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, e -> Boolean.parseBoolean(e.getValue().asText())));
    return new Method(
        path,
        method.path("httpMethod").asText(),
        method.path("authorizationType").asText("NONE"),
        draft
            .authorizer(method.path("authorizerId").asText(""))
            .map(Snapshot::authorizer)
            .orElse(null),
        Boolean.parseBoolean(method.path("apiKeyRequired").asText("false")),
        parameters,
        validates("validateRequestParameters", validator),
        validates("validateRequestBody", validator),
        texts(method.path("requestModels")),
        integration.path("type").asText("MOCK"),
        integration.path("uri").asText(null),
        integration.path("passthroughBehavior").asText(),
        texts(integration.path("requestTemplates")),
        responses);
  }

  private static Authorizer authorizer(JsonNode authorizer) {
    return new Authorizer(
        authorizer.path("id").asText(),
        authorizer.path("type").asText(),
        authorizer.path("authorizerUri").asText(),
        authorizer.path("identitySource").asText(""),
        authorizer.path("authorizerResultTtlInSeconds").asLong(USUAL_TTL_SECONDS));
  }

  private static boolean validates(String what, Optional<JsonNode> validator) {
    return validator.filter(found -> found.path(what).asBoolean()).isPresent();
  }

  /** moto shows an empty template as null. */
  private static Map<String, String> texts(JsonNode object) {
    return object.properties().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, e -> e.getValue().isNull() ? "" : e.getValue().asText()));
  }
}
