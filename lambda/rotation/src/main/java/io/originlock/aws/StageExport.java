package io.originlock.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.model.LockException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/**
 * What a stage serves, as API Gateway exports it: OpenAPI 3 with API Gateway's extensions. Unlike
 * the summary of a deployment it shows parameters, validators and integrations. See <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html">Export
 * a REST API</a>.
 */
public final class StageExport {
  /** What API Gateway's own fields begin with. */
  public static final String X = "x-amazon-apigateway-";

  /** The header that API Gateway reads API keys from, with {@code apiKeySource = HEADER}. */
  public static final String API_KEY_HEADER = "x-api-key";

  /**
   * Integrations and the API's own settings, and authorizers, which <a
   * href="https://docs.aws.amazon.com/apigateway/latest/api/API_GetExport.html">GetExport</a> lists
   * apart.
   */
  private static final String ALL_EXTENSIONS = "apigateway,authorizers";

  private static final String AGAIN = "Try again; tell us if it stays so.";
  private static final Set<String> VERBS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final ApiGatewayClient apiGateway;
  private final ObjectMapper json = new ObjectMapper();

  public StageExport(ApiGatewayClient apiGateway) {
    this.apiGateway = apiGateway;
  }

  /**
   * An exported method.
   *
   * @param verb {@code GET}, …, or {@code ANY}
   * @param path the resource's path
   * @param operation its node in the document
   */
  public record Operation(String verb, String path, JsonNode operation) {

    /** {@code GET /pets}. */
    public String label() {
      return verb + " " + path;
    }
  }

  /** The methods of an exported document, in its order. */
  public static List<Operation> operations(JsonNode document) {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String verb = operation.getKey();
        if (verb.equals(X + "any-method")) {
          operations.add(new Operation("ANY", path.getKey(), operation.getValue()));
        } else if (VERBS.contains(verb)) {
          String upper = verb.toUpperCase(Locale.ROOT);
          operations.add(new Operation(upper, path.getKey(), operation.getValue()));
        }
      }
    }
    return List.copyOf(operations);
  }

  /**
   * The document.
   *
   * @throws LockException if AWS fails, or answers something that is no OpenAPI document
   */
  public JsonNode read(ApiStage stage) {
    String resource = "The " + stage.label();
    String operation =
        "apigateway:GET /restapis/"
            + stage.restApiId()
            + "/stages/"
            + stage.stage()
            + "/exports/oas30";
    try {
      JsonNode document = export(stage, ALL_EXTENSIONS);
      // Emulators may know no list of extensions: every deployed method has an integration.
      List<Operation> methods = operations(document);
      if (!methods.isEmpty()
          && methods.stream().noneMatch(each -> each.operation().has(X + "integration"))) {
        document = export(stage, "apigateway");
      }
      if (document.path("paths").isObject()) {
        return document;
      }
    } catch (SdkException e) {
      throw AwsFailures.of(resource, operation, e);
    } catch (IOException e) {
      // Without its cause, which quotes what it could not read: names of headers may be secrets.
      throw new LockException(resource, operation + " answered no JSON.", AGAIN);
    }
    throw new LockException(resource, operation + " answered no OpenAPI document.", AGAIN);
  }

  private JsonNode export(ApiStage stage, String extensions) throws IOException {
    return json.readTree(
        apiGateway
            .getExport(
                request ->
                    request
                        .restApiId(stage.restApiId())
                        .stageName(stage.stage())
                        .exportType("oas30")
                        .accepts("application/json")
                        .parameters(Map.of("extensions", extensions)))
            .body()
            .asByteArray());
  }
}
