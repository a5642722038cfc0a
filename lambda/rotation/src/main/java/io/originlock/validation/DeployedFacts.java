package io.originlock.validation;

import static io.originlock.aws.StageExport.X;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.aws.StageExport;
import io.originlock.aws.StageExport.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the facts about an API from the export of what a stage serves. */
final class DeployedFacts {
  private static final Map<String, String> PLACES =
      Map.of("query", "querystring", "header", "header", "path", "path");

  private static final Pattern API_HOST = Pattern.compile("^https://([a-z0-9]+)");

  private final JsonNode document;
  private final Facts.Builder facts = new Facts.Builder();
  private final Set<String> models = new TreeSet<>();

  private DeployedFacts(JsonNode document) {
    this.document = document;
  }

  static Facts of(JsonNode document) {
    return new DeployedFacts(document).read();
  }

  /**
   * The parameters that an exported method declares, {@code method.request.…}, and the required.
   */
  private static Map<String, Boolean> parameters(JsonNode operation) {
    Map<String, Boolean> parameters = new TreeMap<>();
    for (JsonNode parameter : operation.path("parameters")) {
      String place = PLACES.get(parameter.path("in").asText());
      if (place != null) {
        parameters.put(
            "method.request." + place + "." + parameter.path("name").asText(),
            parameter.path("required").asBoolean());
      }
    }
    return parameters;
  }

  /** A method's own, or the whole API's; a missing node if there is none. */
  private static JsonNode validator(JsonNode document, JsonNode operation) {
    String field = X + "request-validator";
    String name = operation.path(field).asText(document.path(field).asText(""));
    return document.path(X + "request-validators").path(name);
  }

  private Facts read() {
    StageExport.operations(document).forEach(this::method);
    GatewayResponseFacts responses = new GatewayResponseFacts();
    document
        .path(X + "gateway-responses")
        .properties()
        .forEach(
            response ->
                responses.add(
                    response.getKey(),
                    text(response.getValue(), "statusCode"),
                    texts(response.getValue().path("responseParameters")),
                    texts(response.getValue().path("responseTemplates"))));
    responses.putInto(facts);
    facts.unless("HEADER", "API key source", text(document, X + "api-key-source"));
    facts.list("binary media types", list(document.path(X + "binary-media-types")));
    facts.put("minimum compression size", text(document, X + "minimum-compression-size"));
    if (document.path(X + "policy").isObject()) {
      facts.put(
          "policy",
          Facts.canonical(new ResourcePolicy(api()).canonical(document.path(X + "policy"))));
    }
    JsonNode schemas = document.at("/components/schemas");
    facts.models(models, name -> schemas.path(name).isMissingNode() ? null : schemas.path(name));
    return facts.build();
  }

  /** The API's id, by the address that the document gives; empty if it gives none. */
  private String api() {
    Matcher host = API_HOST.matcher(document.at("/servers/0/url").asText(""));
    return host.find() ? host.group(1) : "";
  }

  private void method(Operation exported) {
    JsonNode operation = exported.operation();
    MethodFacts method = new MethodFacts(facts, exported.label());
    parameters(operation).forEach(method::parameter);
    JsonNode validator = validator(document, operation);
    if (!validator.isMissingNode()) {
      method.validator(
          validator.path("validateRequestParameters").asBoolean(),
          validator.path("validateRequestBody").asBoolean());
    }
    models(operation.at("/requestBody/content")).forEach(method::model);
    operation
        .path("responses")
        .properties()
        .forEach(
            response ->
                method.response(
                    response.getKey(),
                    models(response.getValue().path("content")),
                    names(response.getValue().path("headers"))));
    security(operation, method);
    integration(operation.path(X + "integration"), method);
  }

  private Map<String, String> models(JsonNode content) {
    Map<String, String> named = new TreeMap<>();
    for (Map.Entry<String, JsonNode> type : content.properties()) {
      String reference = type.getValue().at("/schema/$ref").asText("");
      String name = reference.substring(reference.lastIndexOf('/') + 1);
      named.put(type.getKey(), name);
      models.add(name);
    }
    return named;
  }

  private void security(JsonNode operation, MethodFacts method) {
    String by = "NONE";
    List<String> scopes = List.of();
    boolean keyRequired = false;
    for (JsonNode alternative : operation.path("security")) {
      for (Map.Entry<String, JsonNode> scheme : alternative.properties()) {
        JsonNode declared = document.at("/components/securitySchemes").path(scheme.getKey());
        String type = declared.path(X + "authtype").asText("");
        if (type.isEmpty()) {
          keyRequired = true;
        } else if (type.equalsIgnoreCase("awsSigv4")) {
          by = "AWS_IAM";
        } else {
          by = authorizer(scheme.getKey(), declared).text();
          scopes = list(scheme.getValue());
        }
      }
    }
    method.authorization(by, scopes).keyRequired(keyRequired);
  }

  private static AuthorizerFacts authorizer(String name, JsonNode scheme) {
    JsonNode authorizer = scheme.path(X + "authorizer");
    JsonNode cached = authorizer.path("authorizerResultTtlInSeconds");
    return new AuthorizerFacts(
        name,
        authorizer.path("type").asText(""),
        text(authorizer, "authorizerUri"),
        text(authorizer, "authorizerCredentials"),
        cached.isMissingNode() ? null : cached.asInt(),
        identity(scheme, authorizer),
        text(authorizer, "identityValidationExpression"),
        list(authorizer.path("providerARNs")));
  }

  /**
   * Where a token is found is said by the scheme. One of a request's sources is, too, or {@code
   * Unused} where there is none.
   */
  private static String identity(JsonNode scheme, JsonNode authorizer) {
    String said = text(authorizer, "identitySource");
    String name = text(scheme, "name");
    boolean request = authorizer.path("type").asText("").equalsIgnoreCase("request");
    if (said != null || name == null || request && name.equals("Unused")) {
      return said;
    }
    String place = PLACES.getOrDefault(scheme.path("in").asText(""), "header");
    return "method.request." + place + "." + name;
  }

  private static void integration(JsonNode integration, MethodFacts method) {
    method
        .integration(
            text(integration, "type"),
            text(integration, "httpMethod"),
            text(integration, "uri"),
            text(integration, "credentials"),
            String.join(", ", new TreeSet<>(list(integration.path("cacheKeyParameters")))))
        .conversion(
            text(integration, "passthroughBehavior"),
            text(integration, "contentHandling"),
            text(integration, "timeoutInMillis"),
            text(integration, "responseTransferMode"))
        .connection(
            text(integration, "connectionType"),
            text(integration, "connectionId"),
            integration.at("/tlsConfig/insecureSkipVerification").asBoolean())
        .mapped(
            texts(integration.path("requestParameters")),
            texts(integration.path("requestTemplates")));
    integration
        .path("responses")
        .properties()
        .forEach(
            response ->
                method.answer(
                    response.getKey(),
                    text(response.getValue(), "statusCode"),
                    text(response.getValue(), "contentHandling"),
                    texts(response.getValue().path("responseParameters")),
                    texts(response.getValue().path("responseTemplates"))));
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isValueNode() && !value.isNull() ? value.asText() : null;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText("")));
    return texts;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> list(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
