package io.originlock.lab.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;

/**
 * API Gateway's mapping templates.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html">$context,
 *     $input, $util</a>
 */
final class Templates {

  static final DateTimeFormatter REQUEST_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final ObjectMapper json = new ObjectMapper();
  private final VelocityEngine engine = new VelocityEngine();

  Templates() {
    // Header names hold hyphens: $context.responseOverride.header.x-some-name.
    engine.setProperty("parser.allow_hyphen_in_identifiers", "true");
    engine.setProperty("resource.loaders", "string");
    engine.setProperty(
        "resource.loader.string.class",
        "org.apache.velocity.runtime.resource.loader.StringResourceLoader");
    engine.setProperty("velocimacro.library.path", "");
    engine.init();
  }

  /** What one call's templates share, {@code $context} with its overrides above all. */
  final class Scope {
    private final Map<String, Object> context = new HashMap<>();
    private final Map<String, Object> overrides = new HashMap<>();
    private final Map<String, Object> headers = new LinkedHashMap<>();
    private final Call call;

    Scope(Call call) {
      this.call = call;
      overrides.put("header", headers);
      context.put("responseOverride", overrides);
      context.put(
          "requestOverride",
          new HashMap<>(
              Map.of(
                  "header",
                  new HashMap<>(),
                  "path",
                  new HashMap<>(),
                  "querystring",
                  new HashMap<>())));
      context.put("requestId", call.requestId());
      context.put("extendedRequestId", call.requestId());
      context.put("apiId", call.stage().restApiId());
      context.put("stage", call.stage().stage());
      context.put("httpMethod", call.request().method());
      context.put("resourcePath", call.method().path());
      context.put("path", call.request().path());
      context.put("protocol", "HTTP/1.1");
      context.put("domainName", call.request().headers().first("host").orElse(""));
      context.put("requestTime", REQUEST_TIME.format(call.at()));
      context.put("requestTimeEpoch", call.at().toEpochMilli());
      context.put(
          "identity",
          Map.of(
              "sourceIp", call.sourceIp(),
              "userAgent", call.request().headers().first("user-agent").orElse("")));
    }

    /** Evaluates a template over a body: the request's, or the integration response's. */
    String evaluate(String template, byte[] body) {
      VelocityContext variables = new VelocityContext();
      variables.put("context", context);
      variables.put("input", new Input(call, new String(body, StandardCharsets.UTF_8), json));
      variables.put("util", new Util(json));
      variables.put("stageVariables", Map.of());
      StringWriter out = new StringWriter();
      engine.evaluate(variables, out, call.method().path(), template);
      return out.toString();
    }

    /** The status that a template has set, or this one. */
    int status(int otherwise) {
      Object status = overrides.get("status");
      return status == null ? otherwise : Integer.parseInt(status.toString());
    }

    /** The headers that templates have set. */
    Map<String, Object> headers() {
      return headers;
    }

    /**
     * A {@code $context} value by its dotted name below {@code context}, empty if there is none.
     */
    String contextValue(String name) {
      Object value = context;
      for (String part : name.split("\\.")) {
        value = value instanceof Map<?, ?> map ? map.get(part) : null;
      }
      return value == null ? "" : value.toString();
    }
  }

  /** {@code $input}; public for Velocity. */
  public static final class Input {
    private final Call call;
    private final String body;
    private final ObjectMapper json;

    private Input(Call call, String body, ObjectMapper json) {
      this.call = call;
      this.body = body;
      this.json = json;
    }

    /** The body as it came. */
    public String getBody() {
      return body;
    }

    /** A parameter, empty if there is none. */
    public String params(String name) {
      return call.parameter(name).orElse("");
    }

    /** Every parameter by place and name. */
    public Map<String, Map<String, String>> params() {
      Map<String, String> query = new LinkedHashMap<>();
      call.request().queryParameters().forEach((n, v) -> query.put(n, v.get(v.size() - 1)));
      return Map.of(
          "path",
          call.pathParameters(),
          "querystring",
          query,
          "header",
          call.request().headers().single());
    }

    /** A part of a JSON body as JSON text; of JSONPath, plain dotted names. */
    public String json(String path) {
      return at(path).toString();
    }

    /** A part of a JSON body as an object. */
    public Object path(String path) {
      return json.convertValue(at(path), Object.class);
    }

    private JsonNode at(String path) {
      try {
        JsonNode node = json.readTree(body.isBlank() ? "{}" : body);
        for (String name : path.replaceFirst("^\\$\\.?", "").split("\\.")) {
          node = name.isEmpty() ? node : node.path(name);
        }
        return node;
      } catch (JsonProcessingException notJson) {
        return json.getNodeFactory().textNode("");
      }
    }
  }

  /** {@code $util}; public for Velocity. */
  public static final class Util {
    private final ObjectMapper json;

    private Util(ObjectMapper json) {
      this.json = json;
    }

    /** Escapes for a JavaScript string literal. */
    public String escapeJavaScript(String text) {
      StringBuilder escaped = new StringBuilder();
      text.chars()
          .forEach(
              c -> {
                switch (c) {
                  case '\n' -> escaped.append("\\n");
                  case '\r' -> escaped.append("\\r");
                  case '\t' -> escaped.append("\\t");
                  case '"', '\'', '\\', '/' -> escaped.append('\\').append((char) c);
                  default -> {
                    if (c < ' ' || c > '~') {
                      escaped.append(String.format(Locale.ROOT, "\\u%04X", c));
                    } else {
                      escaped.append((char) c);
                    }
                  }
                }
              });
      return escaped.toString();
    }

    /** JSON text as an object. */
    public Object parseJson(String text) {
      try {
        return json.readValue(text, Object.class);
      } catch (JsonProcessingException notJson) {
        return "";
      }
    }

    public String urlEncode(String text) {
      return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public String urlDecode(String text) {
      return java.net.URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    public String base64Encode(String text) {
      return java.util.Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    public String base64Decode(String text) {
      return new String(java.util.Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }
  }

  /** What is kept for a content type, a template or a model; null if nothing is. */
  static String choose(Map<String, String> byType, String contentType) {
    return byType.getOrDefault(contentType, byType.get("$default"));
  }

  /** The response template: the JSON one, or else any; empty without one. */
  static Map.Entry<String, String> first(Map<String, String> templates) {
    String json = "application/json";
    return templates.containsKey(json) || templates.isEmpty()
        ? Map.entry(json, templates.getOrDefault(json, ""))
        : templates.entrySet().iterator().next();
  }

  /** A new scope for a call. */
  Scope scope(Call call) {
    return new Scope(call);
  }

  /** A JSON reader to share. */
  ObjectMapper json() {
    return json;
  }

  /** Header mappings by name, in order. */
  static List<Map.Entry<String, String>> headerMappings(Map<String, String> responseParameters) {
    String prefix = "method.response.header.";
    return responseParameters.entrySet().stream()
        .filter(e -> e.getKey().startsWith(prefix))
        .map(e -> Map.entry(e.getKey().substring(prefix.length()), e.getValue()))
        .toList();
  }
}
