package io.originlock.lab.control.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Query;
import io.originlock.lab.iam.Permission;
import io.originlock.lab.model.Account;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What API Gateway demands of a caller: the HTTP method on the path, and more where there are tags.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_apigateway.html">Service
 *     Authorization Reference</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html">and
 *     that of the second version</a>
 */
final class ApiGatewayPermissions {
  private static final String ROOT = "arn:aws:apigateway:" + Account.REGION + "::";
  private static final String TAGS = "/tags/";
  private static final String V2 = "/v2/";
  private static final Pattern TAGGED =
      Pattern.compile("/(apikeys|usageplans|restapis)/[^/]+|/restapis/[^/]+/stages/[^/]+");

  private final Function<String, Optional<JsonNode>> resources;

  /**
   * @param resources a resource of API Gateway's by its path
   */
  ApiGatewayPermissions(Function<String, Optional<JsonNode>> resources) {
    this.resources = resources;
  }

  List<Permission> of(Call call, JsonNode body, Map<String, List<String>> requestedTags) {
    String path = call.request().path();
    String method = "apigateway:" + call.request().method();
    Map<String, List<String>> request = new LinkedHashMap<>(requestedTags);
    request.putAll(accessLog(body));
    if (path.startsWith(V2)) {
      return List.of(routingRule(call));
    }
    if (path.startsWith(TAGS)) {
      // Whatever changes tags changes the resource that has them.
      Permission tags = new Permission(method, call.resource(), request);
      String tagged = Query.decode(path.substring(TAGS.length()));
      return call.writes()
          ? List.of(onResource("apigateway:PATCH", tagged, request), tags)
          : List.of(tags);
    }
    Permission itself = onResource(method, call.resource(), request);
    if (!request.containsKey("aws:TagKeys")) {
      return List.of(itself);
    }
    // AWS asks for this before there is an id: refusals name the resource with an asterisk.
    String any = ROOT + TAGS + Query.encode(call.resource() + "/*");
    return List.of(new Permission("apigateway:PUT", any, request), itself);
  }

  /**
   * Routing rules have actions and ARNs of their own; that of a rule which has no id yet, and of
   * them all, is assumed to end in an asterisk.
   */
  private static Permission routingRule(Call call) {
    String path = call.request().path().substring(V2.length() - 1);
    return Permission.of(
        "apigateway:"
            + (call.operation().equals("PutRoutingRule") ? "UpdateRoutingRule" : call.operation()),
        "arn:aws:apigateway:%s:%s:%s"
            .formatted(
                Account.REGION, Account.ID, path.endsWith("/routingrules") ? path + "/*" : path));
  }

  private Permission onResource(
      String action, String resource, Map<String, List<String>> requested) {
    Map<String, List<String>> context = new LinkedHashMap<>(requested);
    String path = resource.substring(resource.indexOf("::") + 2);
    if (TAGGED.matcher(path).matches()) {
      resources
          .apply(path)
          .ifPresent(
              found -> {
                found
                    .path("tags")
                    .forEachEntry(
                        (key, value) ->
                            context.put("aws:ResourceTag/" + key, List.of(value.asText())));
                accessLog("Resource", found.path("accessLogSettings"), context);
              });
    }
    return new Permission(action, resource, context);
  }

  /** The condition keys that hold what a request asks of a stage's access log. */
  private static Map<String, List<String>> accessLog(JsonNode body) {
    Map<String, List<String>> context = new LinkedHashMap<>();
    accessLog("Request", body.path("accessLogSettings"), context);
    for (JsonNode patch : body.path("patchOperations")) {
      put(
          switch (patch.path("path").asText()) {
            case "/accessLogSettings/destinationArn" -> "Request/AccessLoggingDestination";
            case "/accessLogSettings/format" -> "Request/AccessLoggingFormat";
            default -> "";
          },
          patch.path("value"),
          context);
    }
    return context;
  }

  private static void accessLog(String side, JsonNode settings, Map<String, List<String>> context) {
    put(side + "/AccessLoggingDestination", settings.path("destinationArn"), context);
    put(side + "/AccessLoggingFormat", settings.path("format"), context);
  }

  private static void put(String key, JsonNode value, Map<String, List<String>> context) {
    if (!key.isEmpty() && value.isTextual()) {
      context.put("apigateway:" + key, List.of(value.asText()));
    }
  }
}
