package io.originlock.lab.gateway;

import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.ApiCatalog.DeployedStage;
import io.originlock.lab.model.ApiCatalog.Method;
import io.originlock.lab.net.Request;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request at the method that it reached.
 *
 * @param request whose path has the stage and all slashes behind it: {@code $context.path}
 * @param path below the stage, as it was sent; of slashes at its start one is left
 * @param pathParameters by name, as they were sent
 * @param at when it came
 * @param requestId for {@code x-amzn-requestid}
 */
record Call(
    ApiCatalog catalog,
    DeployedStage stage,
    Method method,
    Request request,
    String path,
    Map<String, String> pathParameters,
    String sourceIp,
    Instant at,
    String requestId) {

  /**
   * A parameter's value as {@code $input.params(name)} finds it: path, then query, then header, by
   * the letters of its name; see <a
   * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html">Important
   * notes for REST APIs</a>.
   */
  Optional<String> parameter(String name) {
    return Optional.ofNullable(pathParameters.get(name))
        .or(() -> last(request.queryParameters().getOrDefault(name, List.of())))
        .or(() -> last(request.headers().written(name)));
  }

  /** The value of a {@code method.request.….name} expression, by the letters of the name. */
  Optional<String> methodRequest(String expression) {
    String[] parts = expression.split("\\.", 4);
    if (parts.length < 4) {
      return Optional.empty();
    }
    return switch (parts[2]) {
      case "path" -> Optional.ofNullable(pathParameters.get(parts[3]));
      case "querystring" -> last(request.queryParameters().getOrDefault(parts[3], List.of()));
      case "header" -> last(request.headers().written(parts[3]));
      default -> Optional.empty();
    };
  }

  /** The value of an authorizer's identity source: of a header, whatever its letters. */
  Optional<String> identity(String source) {
    String header = "method.request.header.";
    return source.startsWith(header)
        ? last(request.headers().all(source.substring(header.length())))
        : methodRequest(source);
  }

  /** The body's content type without its parameters, {@code application/json} if none is said. */
  String contentType() {
    return request
        .headers()
        .first("content-type")
        .map(type -> type.split(";")[0].trim())
        .filter(type -> !type.isEmpty())
        .orElse("application/json");
  }

  private static Optional<String> last(List<String> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }
}
