package io.originlock.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.audit.DeployedStage.Method;
import io.originlock.aws.ApiStage;
import io.originlock.aws.AwsFailures;
import io.originlock.engine.LockException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/**
 * The methods of a deployed stage, by API Gateway's export: unlike the summary of a deployment it
 * shows integrations and validators. See <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html">Export
 * a REST API</a>.
 */
final class ExportedApi {
  private static final String X = "x-amazon-apigateway-";
  private static final Set<String> VERBS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final ApiGatewayClient apiGateway;
  private final ObjectMapper json = new ObjectMapper();

  ExportedApi(ApiGatewayClient apiGateway) {
    this.apiGateway = apiGateway;
  }

  /**
   * @throws LockException if AWS fails, or answers something that is no OpenAPI document
   */
  List<Method> methods(ApiStage stage) {
    JsonNode document = read(stage);
    List<Method> methods = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          String verb = operation.getKey();
                          boolean any = verb.equals(X + "any-method");
                          if (any || VERBS.contains(verb)) {
                            methods.add(
                                method(
                                    any ? "ANY" : verb.toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    operation.getValue(),
                                    document));
                          }
                        }));
    return List.copyOf(methods);
  }

  private static Method method(String verb, String path, JsonNode operation, JsonNode document) {
    boolean keyRequired = false;
    for (JsonNode alternative : operation.path("security")) {
      for (Map.Entry<String, JsonNode> scheme : alternative.properties()) {
        JsonNode declared = document.at("/components/securitySchemes").path(scheme.getKey());
        keyRequired |=
            declared.path("type").asText().equals("apiKey")
                && declared.path("in").asText().equals("header")
                && declared.path("name").asText().equalsIgnoreCase("x-api-key")
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

  private JsonNode read(ApiStage stage) {
    String resource = "The " + stage.label();
    String operation =
        "apigateway:GET /restapis/"
            + stage.restApiId()
            + "/stages/"
            + stage.stage()
            + "/exports/oas30";
    try {
      JsonNode document =
          json.readTree(
              apiGateway
                  .getExport(
                      request ->
                          request
                              .restApiId(stage.restApiId())
                              .stageName(stage.stage())
                              .exportType("oas30")
                              .accepts("application/json")
                              .parameters(Map.of("extensions", "apigateway")))
                  .body()
                  .asByteArray());
      if (document != null && document.path("paths").isObject()) {
        return document;
      }
    } catch (SdkException e) {
      throw AwsFailures.of(resource, operation, e);
    } catch (IOException e) {
      throw new LockException(
          resource, operation + " answered no JSON.", "Audit again; tell us if it stays so.", e);
    }
    throw new LockException(
        resource,
        operation + " answered no OpenAPI document.",
        "Audit again; tell us if it stays so.");
  }
}
