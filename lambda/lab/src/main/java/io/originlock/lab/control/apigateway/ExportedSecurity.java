package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may call the methods of an exported API. Found in real exports: a scheme is named after what
 * its authorizer looks at, or {@code Unused} where that is nothing or more than one thing; a
 * token's source stands nowhere else.
 */
final class ExportedSecurity {
  private static final Pattern ONE_SOURCE =
      Pattern.compile("method\\.request\\.(header|querystring)\\.([^,]+)");

  private final Draft draft;
  private final boolean authorizers;
  private final ObjectNode schemes = JsonNodeFactory.instance.objectNode();

  /**
   * @param authorizers whether their extension is wanted
   */
  ExportedSecurity(Draft draft, boolean authorizers) {
    this.draft = draft;
    this.authorizers = authorizers;
  }

  /** The schemes of all methods so far. */
  ObjectNode schemes() {
    return schemes;
  }

  /** Writes who may call a method, and declares the schemes by which it is told. */
  void of(JsonNode method, ObjectNode operation) {
    if (Boolean.parseBoolean(method.path("apiKeyRequired").asText("false"))) {
      secure("api_key", schemes.arrayNode(), operation);
      schemes
          .putObject("api_key")
          .put("type", "apiKey")
          .put("name", "x-api-key")
          .put("in", "header");
    }
    if (method.path("authorizationType").asText("NONE").equals("AWS_IAM")) {
      secure("sigv4", schemes.arrayNode(), operation);
      scheme(schemes.putObject("sigv4"), "awsSigv4");
    }
    draft
        .authorizer(method.path("authorizerId").asText(""))
        .ifPresent(
            authorizer -> {
              String name = authorizer.path("name").asText();
              secure(name, method.path("authorizationScopes"), operation);
              authorizer(authorizer, schemes.putObject(name));
            });
  }

  private static void secure(String scheme, JsonNode scopes, ObjectNode operation) {
    ArrayNode list = operation.withArrayProperty("security").addObject().putArray(scheme);
    scopes.forEach(list::add);
  }

  private void scheme(ObjectNode scheme, String type) {
    scheme.put("type", "apiKey").put("name", "Authorization").put("in", "header");
    if (authorizers) {
      scheme.put(Export.X + "authtype", type);
    }
  }

  private void authorizer(JsonNode authorizer, ObjectNode scheme) {
    String type = authorizer.path("type").asText();
    boolean cognito = type.equals("COGNITO_USER_POOLS");
    scheme(scheme, cognito ? "cognito_user_pools" : "custom");
    Matcher source = ONE_SOURCE.matcher(authorizer.path("identitySource").asText(""));
    boolean one = source.matches();
    scheme.put("name", one ? source.group(2) : "Unused");
    scheme.put("in", one && source.group(1).equals("querystring") ? "query" : "header");
    if (authorizers) {
      ObjectNode extension =
          scheme.putObject(Export.X + "authorizer").put("type", type.toLowerCase(Locale.ROOT));
      Export.copy(
          authorizer,
          extension,
          List.of(
              "authorizerUri",
              "authorizerCredentials",
              "authorizerResultTtlInSeconds",
              "identityValidationExpression",
              "providerARNs"));
      if (type.equals("REQUEST")) {
        Export.copy(authorizer, extension, List.of("identitySource"));
      }
    }
  }
}
