package io.originlock.lab.edge;

import static java.net.HttpURLConnection.HTTP_BAD_GATEWAY;
import static java.net.HttpURLConnection.HTTP_UNAVAILABLE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.edge.DistributionConfig.Origin;
import io.originlock.lab.edge.Edge.ToOrigin;
import io.originlock.lab.model.EdgeListener.FunctionError;
import io.originlock.lab.model.Invoker;
import io.originlock.lab.net.HeaderMap;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A Lambda@Edge function for origin requests: it is shown what would be sent to the origin, and
 * answers with what shall be sent, or with a response in its place.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html">Lambda@Edge
 *     event structure</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html">Restrictions
 *     on all edge functions</a>
 */
final class OriginRequestFunction {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A function is shown none of these and may write none. */
  private static final Pattern DISALLOWED =
      Pattern.compile(
          "(?i)connection|expect|keep-alive|proxy-.*|trailer|upgrade|x-accel-.*|x-amz-cf-.*|x-amzn-.*"
              + "|x-cache.*|x-edge-.*|x-forwarded-proto|x-real-ip");

  /** A function may neither add nor change nor delete these. */
  private static final Set<String> READ_ONLY =
      Set.of(
          "accept-encoding",
          "content-length",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "range",
          "transfer-encoding",
          "via");

  private static final Pattern STATUS = Pattern.compile("[2-5][0-9]{2}");

  private final Invoker functions;

  OriginRequestFunction(Invoker functions) {
    this.functions = functions;
  }

  /** What a function answered: exactly one is not null. */
  record Answer(ToOrigin toOrigin, Response response) {}

  /**
   * The function failed, a 503 to the viewer, or its answer is not one that CloudFront takes, a
   * 502.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/troubleshooting-response-errors.html">Error
   *     responses</a>
   */
  static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final FunctionError error;
    private final String outcome;

    private FailedException(int status, FunctionError error, String outcome, String message) {
      super(message);
      this.status = status;
      this.error = error;
      this.outcome = outcome;
    }

    FunctionError error() {
      return error;
    }

    int status() {
      return status;
    }

    /** For {@code x-cache}. */
    String outcome() {
      return outcome;
    }

    static FailedException execution() {
      return new FailedException(
          HTTP_UNAVAILABLE,
          FunctionError.EXECUTION,
          "LambdaExecutionError",
          "The Lambda function associated with the distribution failed.");
    }

    static FailedException limitExceeded() {
      return new FailedException(
          HTTP_UNAVAILABLE,
          FunctionError.LIMIT_EXCEEDED,
          "LambdaLimitExceeded",
          "The Lambda function associated with the distribution was throttled.");
    }

    static FailedException validation(String message) {
      return new FailedException(
          HTTP_BAD_GATEWAY,
          FunctionError.VALIDATION,
          "LambdaValidationError",
          "The Lambda function result failed validation: " + message);
    }
  }

  /**
   * Asks the function.
   *
   * @param client the viewer's address
   */
  Answer ask(String arn, Edge.Served served, ToOrigin ready, String client) throws FailedException {
    Map<String, String> hidden = new LinkedHashMap<>();
    ready
        .request()
        .headers()
        .each(
            (name, value) -> {
              if (DISALLOWED.matcher(name).matches()) {
                hidden.put(name, value);
              }
            });
    hidden.keySet().forEach(ready.request().headers()::remove);
    ObjectNode shown = request(ready, client);
    Invoker.Result result =
        functions.invoke(
            arn, null, event(served, shown).toString().getBytes(StandardCharsets.UTF_8));
    if (result.status() == Invoker.Status.THROTTLED) {
      throw FailedException.limitExceeded();
    }
    if (result.status() != Invoker.Status.ANSWERED) {
      throw FailedException.execution();
    }
    JsonNode answer = parse(result.payload());
    if (answer.has("status")) {
      return new Answer(null, response(answer));
    }
    ToOrigin changed = toOrigin(answer, shown, ready);
    hidden.forEach(changed.request().headers()::set);
    return new Answer(changed, null);
  }

  private static ObjectNode event(Edge.Served served, ObjectNode request) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    ObjectNode record = event.putArray("Records").addObject().putObject("cf");
    record
        .putObject("config")
        .put("distributionDomainName", served.domain())
        .put("distributionId", served.id())
        .put("eventType", "origin-request")
        .put("requestId", UUID.randomUUID().toString());
    record.set("request", request);
    return event;
  }

  private static ObjectNode request(ToOrigin ready, String client) {
    Request request = ready.request();
    Origin origin = ready.origin();
    ObjectNode shown = JsonNodeFactory.instance.objectNode().put("clientIp", client);
    ObjectNode headers = shown.putObject("headers");
    request.headers().each((name, value) -> add(headers, Origin.titled(name), value));
    shown.put("method", request.method());
    ObjectNode custom = shown.putObject("origin").putObject("custom");
    ObjectNode customHeaders = custom.putObject("customHeaders");
    origin.headers().forEach((name, value) -> add(customHeaders, name, value));
    custom
        .put("domainName", origin.domain())
        .put("keepaliveTimeout", 5)
        .put("path", origin.path())
        .put("port", 443)
        .put("protocol", "https")
        .put("readTimeout", 30)
        .putArray("sslProtocols")
        .add("TLSv1.2");
    return shown
        .put("querystring", request.query() == null ? "" : request.query())
        .put("uri", request.path());
  }

  private static void add(ObjectNode headers, String key, String value) {
    headers
        .withArrayProperty(key.toLowerCase(Locale.ROOT))
        .addObject()
        .put("key", key)
        .put("value", value);
  }

  private static JsonNode parse(byte[] payload) throws FailedException {
    JsonNode answer;
    try {
      answer = JSON.readTree(payload);
    } catch (IOException e) {
      throw FailedException.validation("The function returned no JSON.");
    }
    if (!answer.isObject()) {
      throw FailedException.validation("The function returned no object.");
    }
    return answer;
  }

  private static Response response(JsonNode answer) throws FailedException {
    String status = answer.path("status").asText();
    if (!STATUS.matcher(status).matches()) {
      throw FailedException.validation("The status is invalid.");
    }
    HeaderMap headers = headers(answer.path("headers"));
    if (READ_ONLY.stream().anyMatch(headers::has)) {
      throw FailedException.validation("The function tried to set a read-only header.");
    }
    String body = answer.path("body").asText("");
    byte[] bytes =
        answer.path("bodyEncoding").asText("text").equals("base64")
            ? Base64.getDecoder().decode(body)
            : body.getBytes(StandardCharsets.UTF_8);
    return new Response(Integer.parseInt(status), headers, bytes);
  }

  private static ToOrigin toOrigin(JsonNode answer, JsonNode shown, ToOrigin before)
      throws FailedException {
    JsonNode custom = answer.at("/origin/custom");
    String uri = answer.path("uri").asText("");
    if (!custom.isObject() || !uri.startsWith("/") || !answer.path("headers").isObject()) {
      throw FailedException.validation("The request is incomplete.");
    }
    if (!answer.path("method").equals(shown.path("method"))
        || !answer.path("clientIp").equals(shown.path("clientIp"))) {
      throw FailedException.validation("The function tried to change a read-only field.");
    }
    HeaderMap headers = headers(answer.path("headers"));
    HeaderMap originHeaders = headers(custom.path("customHeaders"));
    for (String name : READ_ONLY) {
      if (!headers.all(name).equals(before.request().headers().all(name))) {
        throw FailedException.validation(
            "The function tried to add, delete, or change a read-only header.");
      }
    }
    Map<String, String> added = originHeaders.single();
    if (added.keySet().stream().anyMatch(headers::has)) {
      throw FailedException.validation("A header is both in headers and in customHeaders.");
    }
    String query = answer.path("querystring").asText("");
    return new ToOrigin(
        new Request(
            before.request().method(),
            uri,
            query.isEmpty() ? null : query,
            headers,
            before.request().body()),
        new Origin(
            before.origin().id(),
            custom.path("domainName").asText(),
            custom.path("path").asText(),
            added));
  }

  private static HeaderMap headers(JsonNode object) throws FailedException {
    HeaderMap headers = new HeaderMap();
    for (Map.Entry<String, JsonNode> header : object.properties()) {
      String name = header.getKey();
      if (!name.equals(name.toLowerCase(Locale.ROOT)) || !header.getValue().isArray()) {
        throw FailedException.validation("Headers are lists by their names in lower case.");
      }
      if (DISALLOWED.matcher(name).matches()) {
        throw FailedException.validation("The function tried to set a disallowed header.");
      }
      for (JsonNode each : header.getValue()) {
        if (!each.path("value").isTextual()
            || !each.path("key").asText(name).equalsIgnoreCase(name)) {
          throw FailedException.validation("A header's key is not its name.");
        }
        headers.add(each.path("key").asText(Origin.titled(name)), each.path("value").asText());
      }
    }
    return headers;
  }
}
