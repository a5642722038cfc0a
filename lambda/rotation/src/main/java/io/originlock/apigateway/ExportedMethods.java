package io.originlock.apigateway;

import static io.originlock.aws.StageExport.X;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.aws.StageExport;
import io.originlock.aws.StageExport.Operation;
import io.originlock.survey.HeaderNames;
import io.originlock.survey.Method;
import io.originlock.survey.Method.Authorization;
import io.originlock.survey.Method.Integration;
import io.originlock.survey.Method.Parameter;
import io.originlock.survey.Method.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the methods of a deployed stage from API Gateway's export: the one reading of methods. */
public final class ExportedMethods {
  private static final Map<String, Parameter.Place> PLACES =
      Map.of(
          "query", Parameter.Place.QUERY,
          "header", Parameter.Place.HEADER,
          "path", Parameter.Place.PATH);

  private static final String HEADER = "method.request.header.";
  private static final String HEADER_LIST = "method.request.multivalueheader.";

  /** Nothing said means five minutes. */
  private static final int USUAL_SECONDS = 300;

  /**
   * {@code arn:aws:apigateway:<region>:lambda:path/…/functions/<ARN, or ARN:alias>/invocations}.
   */
  private static final Pattern FUNCTION = Pattern.compile("/functions/([^/]+)/invocations");

  /**
   * What of a template hands on every header; see <a
   * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#input-variable-reference">$input
   * variables</a>.
   */
  private static final Pattern ALL_HEADERS =
      Pattern.compile(
          "\\$input\\.params\\(\\s*\\)"
              + "(?!\\.(header\\.|querystring|path))"
              + "|\\$input\\.params\\(\\s*\\)\\.header\\.(keySet|entrySet|values)\\(");

  /** What of a template hands on one: by its name alone it may be a header's. */
  private static final Pattern ONE_HEADER =
      Pattern.compile("\\$input\\.params\\((?:\\s*\\)\\.header\\.(?:get\\()?)?\\s*['\"]?([\\w-]+)");

  private final JsonNode document;

  private ExportedMethods(JsonNode document) {
    this.document = document;
  }

  /** The methods of an exported document, in its order. */
  public static List<Method> of(JsonNode document) {
    ExportedMethods methods = new ExportedMethods(document);
    return StageExport.operations(document).stream().map(methods::method).toList();
  }

  private Method method(Operation exported) {
    JsonNode operation = exported.operation();
    boolean keyRequired = false;
    Authorization authorization = Authorization.NONE;
    for (JsonNode alternative : operation.path("security")) {
      for (Map.Entry<String, JsonNode> scheme : alternative.properties()) {
        JsonNode declared = document.at("/components/securitySchemes").path(scheme.getKey());
        if (isKey(declared)) {
          keyRequired = true;
        } else {
          authorization = authorization(scheme.getKey(), declared);
        }
      }
    }
    return new Method(
        exported.verb(),
        exported.path(),
        keyRequired,
        authorization,
        parameters(operation),
        validator(operation),
        integration(operation.path(X + "integration")));
  }

  private static boolean isKey(JsonNode scheme) {
    return scheme.path("type").asText().equals("apiKey")
        && scheme.path("in").asText().equals("header")
        && scheme.path("name").asText().equalsIgnoreCase(StageExport.API_KEY_HEADER)
        && !scheme.has(X + "authtype");
  }

  private static Authorization authorization(String name, JsonNode scheme) {
    JsonNode authorizer = scheme.path(X + "authorizer");
    Authorization.Type type =
        switch (authorizer.path("type").asText("").toLowerCase(Locale.ROOT)) {
          case "token" -> Authorization.Type.TOKEN;
          case "request" -> Authorization.Type.REQUEST;
          case "cognito_user_pools" -> Authorization.Type.COGNITO_USER_POOLS;
          default ->
              scheme.path(X + "authtype").asText("").equalsIgnoreCase("awsSigv4")
                  ? Authorization.Type.AWS_IAM
                  : Authorization.Type.NONE;
        };
    boolean asksFunction = type == Authorization.Type.TOKEN || type == Authorization.Type.REQUEST;
    return new Authorization(
        type,
        authorizer.isMissingNode() ? "" : name,
        function(authorizer.path("authorizerUri").asText("")),
        asksFunction ? authorizer.path("authorizerResultTtlInSeconds").asInt(USUAL_SECONDS) : 0);
  }

  private static Optional<String> function(String uri) {
    Matcher matcher = FUNCTION.matcher(uri);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static List<Parameter> parameters(JsonNode operation) {
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode parameter : operation.path("parameters")) {
      Parameter.Place place = PLACES.get(parameter.path("in").asText());
      if (place != null) {
        parameters.add(
            new Parameter(
                place, parameter.path("name").asText(), parameter.path("required").asBoolean()));
      }
    }
    return parameters;
  }

  /** A method's own validator, or the whole API's. */
  private Validator validator(JsonNode operation) {
    String field = X + "request-validator";
    String name = operation.path(field).asText(document.path(field).asText(""));
    JsonNode validator = document.path(X + "request-validators").path(name);
    return new Validator(
        validator.path("validateRequestParameters").asBoolean(),
        validator.path("validateRequestBody").asBoolean());
  }

  private static Integration integration(JsonNode integration) {
    Integration.Type type = type(integration.path("type").asText(""));
    List<String> mapped = new ArrayList<>();
    integration
        .path("requestParameters")
        .forEach(from -> header(from.asText()).ifPresent(mapped::add));
    boolean all = type == Integration.Type.AWS_PROXY || type == Integration.Type.HTTP_PROXY;
    if (type == Integration.Type.AWS || type == Integration.Type.HTTP) {
      for (JsonNode template : integration.path("requestTemplates")) {
        String text = template.asText("");
        all |= ALL_HEADERS.matcher(text).find();
        ONE_HEADER.matcher(text).results().forEach(found -> mapped.add(found.group(1)));
      }
    }
    return new Integration(type, all, HeaderNames.of(mapped));
  }

  private static Optional<String> header(String from) {
    String lower = from.toLowerCase(Locale.ROOT);
    return lower.startsWith(HEADER)
        ? Optional.of(from.substring(HEADER.length()))
        : lower.startsWith(HEADER_LIST)
            ? Optional.of(from.substring(HEADER_LIST.length()))
            : Optional.empty();
  }

  private static Integration.Type type(String exported) {
    String type = exported.toUpperCase(Locale.ROOT);
    return List.of(Integration.Type.values()).stream()
        .filter(each -> each.name().equals(type))
        .findFirst()
        .orElse(Integration.Type.NONE);
  }
}
