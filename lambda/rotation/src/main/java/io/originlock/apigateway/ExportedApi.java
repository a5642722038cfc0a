package io.originlock.apigateway;

import static io.originlock.aws.StageExport.X;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.apigateway.Exports.Export;
import io.originlock.apigateway.Exports.Made;
import io.originlock.survey.KeySource;
import io.originlock.survey.Policy;
import io.originlock.survey.Served;
import io.originlock.survey.Served.GatewayResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a deployment froze from API Gateway's export. */
final class ExportedApi {
  private static final String ENDPOINT = X + "endpoint-configuration";

  private ExportedApi() {}

  static Served of(Export export) {
    JsonNode document = export.document();
    Made made = export.made().get();
    return new Served(
        export.stage().restApiId(),
        export.deployment(),
        made.description(),
        made.createdAt(),
        ExportedMethods.of(document),
        responses(document.path(X + "gateway-responses")),
        Optional.ofNullable(document.path(X + "api-key-source").textValue())
            .map(source -> source.equals("HEADER") ? KeySource.HEADER : KeySource.AUTHORIZER),
        endpointDisabled(document),
        policy(export.stage().restApiId(), document.path(X + "policy")));
  }

  private static List<GatewayResponse> responses(JsonNode set) {
    List<GatewayResponse> responses = new ArrayList<>();
    for (Map.Entry<String, JsonNode> response : set.properties()) {
      JsonNode status = response.getValue().path("statusCode");
      responses.add(
          new GatewayResponse(
              response.getKey(),
              Optional.of(status.asText("")).filter(text -> !text.isEmpty()),
              texts(response.getValue().path("responseParameters")),
              texts(response.getValue().path("responseTemplates"))));
    }
    return responses;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText("")));
    return texts;
  }

  /**
   * In OpenAPI 3 it stands with a server; see <a
   * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-endpoint-configuration.html">x-amazon-apigateway-endpoint-configuration</a>.
   */
  private static Optional<Boolean> endpointDisabled(JsonNode document) {
    List<JsonNode> places = new ArrayList<>(List.of(document));
    document.path("servers").forEach(places::add);
    return places.stream()
        .map(place -> place.path(ENDPOINT).path("disableExecuteApiEndpoint"))
        .filter(JsonNode::isBoolean)
        .map(JsonNode::booleanValue)
        .findFirst();
  }

  private static Optional<Policy> policy(String restApiId, JsonNode policy) {
    return policy.isObject()
        ? Optional.of(new ResourcePolicies(restApiId).of(policy))
        : Optional.empty();
  }
}
