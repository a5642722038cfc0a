package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.moto.WireReply;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code UpdateMethod} makes of a method: all operations of a request, or none.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html">Patch
 *     operations</a>
 */
final class MethodPatch {
  private static final Set<String> REPLACED =
      Set.of(
          "apiKeyRequired",
          "authorizationType",
          "authorizerId",
          "operationName",
          "requestValidatorId");
  private static final Set<String> MAPS = Set.of("requestParameters", "requestModels");
  private static final String SCOPES = "authorizationScopes";
  private static final Pattern PARAMETER =
      Pattern.compile(
          "method\\.request\\.(querystring|path|header|multivaluequerystring|multivalueheader)\\.\\S+");
  private static final int NAME = 3;

  private final ObjectNode method;

  private MethodPatch(JsonNode method) {
    this.method = method.deepCopy();
  }

  /** API Gateway refuses an operation; nothing is changed. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient WireReply reply;

    private RefusedException(int status, String code, String message) {
      super(message);
      this.reply = AwsErrors.reply("apigateway", status, code, message);
    }

    static RefusedException badRequest(String message) {
      return new RefusedException(400, "BadRequestException", message);
    }

    WireReply reply() {
      return reply;
    }
  }

  /** The method after the request's {@code patchOperations}, in their order. */
  static ObjectNode apply(JsonNode method, JsonNode request) throws RefusedException {
    MethodPatch patch = new MethodPatch(method);
    for (JsonNode operation : request.path("patchOperations")) {
      patch.apply(
          operation.path("op").asText(),
          operation.path("path").asText(),
          operation.path("value").asText(""));
    }
    patch.refuseTwins();
    return patch.method;
  }

  private void apply(String op, String path, String value) throws RefusedException {
    String[] segments = path.startsWith("/") ? path.substring(1).split("/", -1) : new String[0];
    if (segments.length == 1 && REPLACED.contains(segments[0])) {
      supported(op, "replace");
      replace(segments[0], value);
    } else if (segments.length == 1 && segments[0].equals(SCOPES)) {
      supported(op, "add", "remove");
      scope(op, value);
    } else if (segments.length == 2 && MAPS.contains(segments[0])) {
      supported(op, "add", "replace", "remove");
      entry(segments[0], op, segments[1].replace("~1", "/").replace("~0", "~"), value);
    } else {
      throw RefusedException.badRequest("Invalid patch path " + path);
    }
  }

  private static void supported(String op, String... these) throws RefusedException {
    if (!List.of(these).contains(op)) {
      throw RefusedException.badRequest(
          "Invalid patch operation specified. Must be one of: [" + String.join(", ", these) + "]");
    }
  }

  private void replace(String field, String value) {
    if (field.equals("apiKeyRequired")) {
      method.put(field, Boolean.parseBoolean(value));
    } else if (value.isEmpty()) {
      method.remove(field);
    } else {
      method.put(field, value);
    }
  }

  private void scope(String op, String value) {
    ArrayNode scopes = method.arrayNode();
    method
        .path(SCOPES)
        .forEach(
            scope -> {
              if (!scope.asText().equals(value)) {
                scopes.add(scope);
              }
            });
    method.set(SCOPES, op.equals("add") ? scopes.add(value) : scopes);
  }

  private void entry(String field, String op, String key, String value) throws RefusedException {
    boolean parameter = field.equals("requestParameters");
    ObjectNode map =
        method.get(field) instanceof ObjectNode existing ? existing : method.putObject(field);
    if (op.equals("remove")) {
      if (map.remove(key) == null) {
        throw new RefusedException(
            404,
            "NotFoundException",
            parameter
                ? "Invalid parameter name specified"
                : "Content-Type specified was not found");
      }
    } else if (!parameter) {
      map.put(key, value);
    } else if (PARAMETER.matcher(key).matches()) {
      map.put(key, Boolean.parseBoolean(value));
    } else {
      throw RefusedException.badRequest(
          "Invalid mapping expression specified: Validation Result: warnings : [], errors :"
              + " [Invalid mapping expression specified: "
              + key
              + "]");
    }
  }

  private void refuseTwins() throws RefusedException {
    Set<String> names = new HashSet<>();
    for (var parameter : method.path("requestParameters").properties()) {
      String[] parts = parameter.getKey().split("\\.", NAME + 1);
      if (parts.length > NAME && !names.add(parts[NAME])) {
        throw RefusedException.badRequest(
            "Parameter names must be unique across querystring, header and path");
      }
    }
  }
}
