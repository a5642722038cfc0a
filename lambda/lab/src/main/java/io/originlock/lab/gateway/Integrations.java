package io.originlock.lab.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.model.ApiCatalog.IntegrationResponse;
import io.originlock.lab.model.ApiCatalog.Method;
import io.originlock.lab.net.HeaderMap;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Resolver;
import io.originlock.lab.net.Response;
import io.originlock.lab.net.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happens behind the gate: MOCK, HTTP and HTTP_PROXY integrations. */
final class Integrations implements AutoCloseable {

  /** API Gateway's own limit is 29 s; nothing in the lab takes that long. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final byte[] NOTHING = new byte[0];

  private final Templates templates = new Templates();
  private final Resolver resolver;
  private final Wire wire = new Wire(TIMEOUT, 100);

  Integrations(Resolver resolver) {
    this.resolver = resolver;
  }

  /** The integration failed; the call is answered by a gateway response. */
  static final class IntegrationException extends Exception {
    private static final long serialVersionUID = 1L;
    private final GatewayError error;

    IntegrationException(GatewayError error) {
      super(error.name());
      this.error = error;
    }

    GatewayError error() {
      return error;
    }
  }

  Response answer(Call call) throws IntegrationException {
    return switch (call.method().integrationType()) {
      case "MOCK" -> mock(call);
      case "HTTP" -> http(call);
      case "HTTP_PROXY" -> proxy(call);
      default -> throw new IntegrationException(GatewayError.API_CONFIGURATION_ERROR);
    };
  }

  private Response mock(Call call) throws IntegrationException {
    Templates.Scope scope = templates.scope(call);
    String request = requestBody(call, scope);
    try {
      JsonNode status = templates.json().readTree(request).path("statusCode");
      if (status.isMissingNode()) {
        throw new IntegrationException(GatewayError.API_CONFIGURATION_ERROR);
      }
      Response nothing = new Response(status.asInt(), new HeaderMap(), NOTHING);
      return map(call, scope, nothing);
    } catch (JsonProcessingException notJson) {
      throw new IntegrationException(GatewayError.API_CONFIGURATION_ERROR);
    }
  }

  private Response http(Call call) throws IntegrationException {
    Templates.Scope scope = templates.scope(call);
    byte[] body = requestBody(call, scope).getBytes(StandardCharsets.UTF_8);
    HeaderMap headers = new HeaderMap().set("accept", "application/json");
    if (body.length > 0) {
      headers.set("content-type", "application/json");
    }
    return map(call, scope, send(call, null, headers, body));
  }

  private Response proxy(Call call) throws IntegrationException {
    HeaderMap headers = call.request().headers().copy().withoutHopByHop();
    Response response = send(call, call.request().query(), headers, call.request().body());
    response.headers().withoutHopByHop();
    return response;
  }

  private Response send(Call call, String query, HeaderMap headers, byte[] body)
      throws IntegrationException {
    String filled = call.method().integrationUri();
    for (Map.Entry<String, String> parameter : call.pathParameters().entrySet()) {
      filled = filled.replace("{" + parameter.getKey() + "}", parameter.getValue());
    }
    URI uri = URI.create(filled);
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    headers.set("host", uri.getHost());
    try {
      return wire.send(
          resolver.resolve(uri.getHost()),
          new Request(
              call.request().method(),
              path,
              Optional.ofNullable(uri.getRawQuery()).orElse(query),
              headers,
              body));
    } catch (IOException unreachable) {
      throw new IntegrationException(GatewayError.INTEGRATION_FAILURE);
    }
  }

  /**
   * What the integration gets.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html">Payloads
   *     without mapping templates</a>
   */
  private static String requestBody(Call call, Templates.Scope scope) throws IntegrationException {
    Method method = call.method();
    byte[] body = call.request().body();
    String template = Templates.choose(method.requestTemplates(), call.contentType());
    boolean passes =
        switch (method.passthroughBehavior()) {
          case "NEVER" -> false;
          case "WHEN_NO_TEMPLATES" -> method.requestTemplates().isEmpty();
          default -> true;
        };
    if (template == null && !passes) {
      throw new IntegrationException(GatewayError.UNSUPPORTED_MEDIA_TYPE);
    }
    return template == null
        ? new String(body, StandardCharsets.UTF_8)
        : scope.evaluate(template, body);
  }

  private static Response map(Call call, Templates.Scope scope, Response from)
      throws IntegrationException {
    IntegrationResponse chosen = choose(call.method().responses(), from.status());
    Map.Entry<String, String> template = Templates.first(chosen.responseTemplates());
    String body =
        template.getValue().isEmpty()
            ? from.text()
            : scope.evaluate(template.getValue(), from.body());
    Response response =
        Response.of(scope.status(Integer.parseInt(chosen.statusCode())), template.getKey(), body);
    Templates.headerMappings(chosen.responseParameters())
        .forEach(
            mapping -> {
              String value = mapped(mapping.getValue(), from, scope);
              if (!value.isEmpty()) {
                response.with(mapping.getKey(), value);
              }
            });
    scope.headers().forEach((name, value) -> response.with(name, String.valueOf(value)));
    return response;
  }

  private static IntegrationResponse choose(List<IntegrationResponse> responses, int status)
      throws IntegrationException {
    return responses.stream()
        .filter(r -> !blank(r.selectionPattern()))
        .filter(r -> String.valueOf(status).matches(r.selectionPattern()))
        .findFirst()
        .or(() -> responses.stream().filter(r -> blank(r.selectionPattern())).findFirst())
        .orElseThrow(() -> new IntegrationException(GatewayError.API_CONFIGURATION_ERROR));
  }

  private static boolean blank(String pattern) {
    return pattern == null || pattern.isBlank();
  }

  private static String mapped(String mapping, Response from, Templates.Scope scope) {
    String header = "integration.response.header.";
    if (mapping.startsWith("'") && mapping.endsWith("'") && mapping.length() > 1) {
      return mapping.substring(1, mapping.length() - 1);
    }
    if (mapping.startsWith(header)) {
      return from.headers().first(mapping.substring(header.length())).orElse("");
    }
    return mapping.startsWith("context.")
        ? scope.contextValue(mapping.substring("context.".length()))
        : "";
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
