package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Query;
import io.originlock.lab.model.Account;
import io.originlock.lab.moto.WireReply;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code GetExport}: a deployed stage as OpenAPI 3.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html">Export
 *     a REST API</a>
 */
final class Export {
  static final String X = "x-amazon-apigateway-";
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}+]+)\\+?}");
  private static final List<String> INTEGRATION =
      List.of(
          "httpMethod",
          "uri",
          "connectionType",
          "connectionId",
          "credentials",
          "requestParameters",
          "requestTemplates",
          "passthroughBehavior",
          "contentHandling",
          "tlsConfig");

  private final Draft draft;
  private final ExportedModels schemas;
  private final String stage;
  private final boolean integrations;
  private final ExportedSecurity security;

  private Export(Draft draft, String stage, Set<String> extensions) {
    this.draft = draft;
    this.schemas = new ExportedModels(draft.schemas());
    this.stage = stage;
    this.integrations = extensions.contains("integrations") || extensions.contains("apigateway");
    this.security =
        new ExportedSecurity(
            draft, extensions.contains("authorizers") || extensions.contains("apigateway"));
  }

  /** Answers the call for the draft that the stage's deployment froze. */
  static WireReply answer(Call call, Draft draft) {
    if (!call.segment(5).equals("oas30")) {
      return refused("The lab exports oas30 alone.");
    }
    if (!call.request().header("Accept").orElse("").contains("application/json")) {
      return refused("The lab exports application/json alone.");
    }
    Set<String> extensions =
        Query.parse(call.request().query()).all("extensions").stream()
            .flatMap(list -> Arrays.stream(list.split(",")))
            .map(String::trim)
            .collect(Collectors.toSet());
    return WireReply.json(
            200, new Export(draft, call.segment(3), extensions).document().toPrettyString())
        .with("Content-Disposition", "attachment; filename=\"oas30.json\"");
  }

  private static final int TIMEOUT_MILLIS = 29_000;

  private static WireReply refused(String message) {
    return AwsErrors.reply("apigateway", 400, "BadRequestException", message);
  }

  private ObjectNode document() {
    ObjectNode root = node().put("openapi", "3.0.1");
    ObjectNode info = root.putObject("info").put("title", draft.api().path("name").asText());
    copy(draft.api(), info, List.of("description"));
    info.put("version", draft.api().path("version").asText("2026-01-01T00:00:00Z"));
    ObjectNode server =
        root.putArray("servers")
            .addObject()
            .put(
                "url",
                "https://%s.execute-api.%s.amazonaws.com/{basePath}"
                    .formatted(draft.api().path("id").asText(), Account.REGION));
    server.putObject("variables").putObject("basePath").put("default", stage);
    ObjectNode paths = root.putObject("paths");
    for (JsonNode resource : draft.resources().path("item")) {
      String path = resource.path("path").asText();
      resource
          .path("resourceMethods")
          .properties()
          .forEach(
              method ->
                  paths
                      .withObjectProperty(path)
                      .set(verb(method.getKey()), operation(path, method.getValue())));
    }
    ObjectNode components = root.putObject("components");
    ObjectNode models = schemas.all();
    if (!models.isEmpty()) {
      components.set("schemas", models);
    }
    if (!security.schemes().isEmpty()) {
      components.set("securitySchemes", security.schemes());
    }
    if (integrations) {
      extensions(root);
    }
    return root;
  }

  private static String verb(String method) {
    return method.equals("ANY") ? X + "any-method" : method.toLowerCase(Locale.ROOT);
  }

  private ObjectNode operation(String path, JsonNode method) {
    ObjectNode operation = node();
    if (method.path("operationName").isTextual()) {
      operation.set("operationId", method.path("operationName"));
    }
    parameters(path, method, operation);
    ObjectNode body = content(method.path("requestModels"));
    if (!body.isEmpty()) {
      operation.putObject("requestBody").put("required", true).set("content", body);
    }
    ObjectNode responses = operation.putObject("responses");
    method
        .path("methodResponses")
        .properties()
        .forEach(response -> response(response.getValue(), responses));
    security.of(method, operation);
    if (integrations) {
      draft
          .validator(method.path("requestValidatorId").asText(""))
          .ifPresent(
              validator -> operation.put(X + "request-validator", validator.path("name").asText()));
      if (method.path("methodIntegration").isObject()) {
        operation.set(X + "integration", integration(method.path("methodIntegration")));
      }
    }
    return operation;
  }

  private void response(JsonNode response, ObjectNode responses) {
    String status = response.path("statusCode").asText();
    ObjectNode exported = responses.putObject(status).put("description", status + " response");
    for (var header : response.path("responseParameters").properties()) {
      exported
          .withObjectProperty("headers")
          .putObject(header.getKey().replaceFirst("^method\\.response\\.header\\.", ""))
          .putObject("schema")
          .put("type", "string");
    }
    exported.set("content", content(response.path("responseModels")));
  }

  /** Models by content types. */
  private ObjectNode content(JsonNode models) {
    ObjectNode content = node();
    models
        .properties()
        .forEach(
            model ->
                content
                    .putObject(model.getKey())
                    .putObject("schema")
                    .put("$ref", schemas.reference(model.getValue().asText())));
    return content;
  }

  /**
   * Those of the path are required, whether the method names them or not; of the others, those that
   * are not required say nothing about it.
   */
  private static void parameters(String path, JsonNode method, ObjectNode operation) {
    Set<String> declared = new TreeSet<>();
    method.path("requestParameters").properties().forEach(p -> declared.add(p.getKey()));
    Matcher variables = VARIABLE.matcher(path);
    while (variables.find()) {
      declared.add("method.request.path." + variables.group(1));
    }
    for (String parameter : declared) {
      String[] parts = parameter.split("\\.", 4);
      ObjectNode exported =
          operation
              .withArrayProperty("parameters")
              .addObject()
              .put("name", parts[3])
              .put("in", parts[2].equals("querystring") ? "query" : parts[2]);
      if (parts[2].equals("path")
          || method.path("requestParameters").path(parameter).asBoolean(false)) {
        exported.put("required", true);
      }
      exported.putObject("schema").put("type", "string");
    }
  }

  private static ObjectNode integration(JsonNode integration) {
    ObjectNode extension =
        node().put("type", integration.path("type").asText().toLowerCase(Locale.ROOT));
    copy(integration, extension, INTEGRATION);
    if (integration.path("timeoutInMillis").asInt(TIMEOUT_MILLIS) != TIMEOUT_MILLIS) {
      extension.set("timeoutInMillis", integration.path("timeoutInMillis"));
    }
    if (!integration.path("cacheKeyParameters").isEmpty()) {
      copy(integration, extension, List.of("cacheNamespace", "cacheKeyParameters"));
    }
    if (extension.has("passthroughBehavior")) {
      extension.put(
          "passthroughBehavior",
          extension.path("passthroughBehavior").asText().toLowerCase(Locale.ROOT));
    }
    for (JsonNode response : integration.path("integrationResponses")) {
      String pattern = response.path("selectionPattern").asText("");
      ObjectNode exported =
          extension
              .withObjectProperty("responses")
              .putObject(pattern.isEmpty() ? "default" : pattern)
              .put("statusCode", response.path("statusCode").asText());
      copy(
          response,
          exported,
          List.of("responseParameters", "responseTemplates", "contentHandling"));
    }
    return extension;
  }

  private void extensions(ObjectNode root) {
    ObjectNode validators = node();
    for (JsonNode validator : draft.validators().path("item")) {
      validators
          .putObject(validator.path("name").asText())
          .put("validateRequestParameters", validator.path("validateRequestParameters").asBoolean())
          .put("validateRequestBody", validator.path("validateRequestBody").asBoolean());
    }
    if (!validators.isEmpty()) {
      root.set(X + "request-validators", validators);
    }
    ObjectNode responses = node();
    for (JsonNode response : draft.gatewayResponses().path("item")) {
      ObjectNode exported = responses.putObject(response.path("responseType").asText());
      if (!response.path("statusCode").asText("").isEmpty()) {
        exported.put("statusCode", response.path("statusCode").asInt());
      }
      copy(response, exported, List.of("responseParameters", "responseTemplates"));
    }
    if (!responses.isEmpty()) {
      root.set(X + "gateway-responses", responses);
    }
    if (draft.api().path("apiKeySource").asText("HEADER").equals("AUTHORIZER")) {
      root.put(X + "api-key-source", "AUTHORIZER");
    }
    JsonNode policy = RestPolicies.of(draft.api());
    if (!policy.isMissingNode()) {
      root.set(X + "policy", policy);
    }
    if (!draft.api().path("binaryMediaTypes").isEmpty()) {
      root.set(X + "binary-media-types", draft.api().path("binaryMediaTypes"));
    }
    if (draft.api().path("minimumCompressionSize").isNumber()) {
      root.set(X + "minimum-compression-size", draft.api().path("minimumCompressionSize"));
    }
  }

  static void copy(JsonNode from, ObjectNode to, List<String> names) {
    for (String name : names) {
      JsonNode value = from.path(name);
      if (value.isValueNode() && !value.isNull() || value.isContainerNode() && !value.isEmpty()) {
        to.set(name, value);
      }
    }
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
