package io.originlock.audit;

import static io.originlock.aws.StageExport.X;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.audit.DeployedStage.Method;
import io.originlock.aws.StageExport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The methods of a deployed stage, by API Gateway's export. */
final class ExportedMethods {
  private ExportedMethods() {}

  static List<Method> of(JsonNode document) {
    return StageExport.operations(document).stream()
        .map(each -> method(each.verb(), each.path(), each.operation(), document))
        .toList();
  }

  private static Method method(String verb, String path, JsonNode operation, JsonNode document) {
    boolean keyRequired = false;
    for (JsonNode alternative : operation.path("security")) {
      for (Map.Entry<String, JsonNode> scheme : alternative.properties()) {
        JsonNode declared = document.at("/components/securitySchemes").path(scheme.getKey());
        keyRequired |=
            declared.path("type").asText().equals("apiKey")
                && declared.path("in").asText().equals("header")
                && declared.path("name").asText().equalsIgnoreCase(StageExport.API_KEY_HEADER)
                && !declared.has(X + "authtype");
      }
    }
    JsonNode integration = operation.path(X + "integration");
    List<String> mapped = new ArrayList<>();
    integration.path("requestParameters").forEach(from -> mapped.add(from.asText()));
    return new Method(
        verb,
        path,
        keyRequired,
        integration.path("type").asText("").toLowerCase(Locale.ROOT),
        List.copyOf(mapped));
  }
}
