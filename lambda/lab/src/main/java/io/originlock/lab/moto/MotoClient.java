package io.originlock.lab.moto;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.LabException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Speaks to moto's server, in the lab's own name or in a caller's. */
public final class MotoClient {
  private static final Set<String> HOP_BY_HOP = hopByHop();
  private static final int MAX_STRING = 100_000_000;
  private static final int MAX_QUOTED = 500;

  private final URI endpoint;
  private final HttpClient http;
  private final ObjectMapper mapper =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  // A function's package comes as one string: Jackson's own limit is 20 million.
                  StreamReadConstraints.builder().maxStringLength(MAX_STRING).build())
              .build());

  public MotoClient(URI endpoint) {
    this.endpoint = endpoint;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  /** Where moto's server listens. */
  public URI endpoint() {
    return endpoint;
  }

  /** Hands a request on as it is. */
  public WireReply send(WireRequest request) {
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(endpoint + request.path() + query))
            .timeout(Duration.ofMinutes(2))
            .method(
                request.method(),
                request.body().length == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(request.body()));
    request.headers().entrySet().stream()
        .filter(header -> !HOP_BY_HOP.contains(header.getKey()))
        .forEach(
            header -> header.getValue().forEach(value -> builder.header(header.getKey(), value)));
    try {
      HttpResponse<byte[]> response = http.send(builder.build(), BodyHandlers.ofByteArray());
      return new WireReply(response.statusCode(), response.headers().map(), response.body());
    } catch (IOException e) {
      throw new LabException(
          "moto at " + endpoint, request.method() + " " + request.path(), "Is it running?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException(
          "moto at " + endpoint, request.method() + " " + request.path(), "Interrupted.", e);
    }
  }

  /** A REST call with a JSON body (null: none) in the lab's own name. */
  public WireReply rest(String service, String method, String pathAndQuery, String body) {
    int mark = pathAndQuery.indexOf('?');
    return send(
        new WireRequest(
            method,
            mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark),
            mark < 0 ? "" : pathAndQuery.substring(mark + 1),
            headers(service, "application/json", Optional.empty()),
            body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8)));
  }

  /** What a REST call reads, or nothing where moto answers anything but success. */
  public Optional<JsonNode> read(String service, String pathAndQuery) {
    WireReply reply = rest(service, "GET", pathAndQuery, null);
    return reply.ok() ? Optional.of(parse(reply)) : Optional.empty();
  }

  /** A call of a JSON protocol that names its operation in a header. */
  public WireReply target(String service, String target, String body) {
    return send(
        new WireRequest(
            "POST",
            "/",
            "",
            headers(service, "application/x-amz-json-1.1", Optional.of(target)),
            body.getBytes(StandardCharsets.UTF_8)));
  }

  /** A call of the query protocol; the answer is XML. */
  public WireReply query(String service, String form) {
    return send(
        new WireRequest(
            "POST",
            "/",
            "",
            headers(service, "application/x-www-form-urlencoded", Optional.empty()),
            form.getBytes(StandardCharsets.UTF_8)));
  }

  /** The JSON of an answer; an empty body reads as an empty object. */
  public JsonNode parse(WireReply reply) {
    try {
      JsonNode node = mapper.readTree(reply.body());
      return node == null || node.isMissingNode() ? mapper.createObjectNode() : node;
    } catch (JsonProcessingException e) {
      throw new LabException("moto at " + endpoint, "read an answer as JSON", quoted(reply), e);
    } catch (IOException e) {
      throw new LabException("moto at " + endpoint, "read an answer", quoted(reply), e);
    }
  }

  private static String quoted(WireReply reply) {
    String text = reply.text();
    return text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "…";
  }

  private static Map<String, List<String>> headers(
      String service, String contentType, Optional<String> target) {
    String authorization =
        "AWS4-HMAC-SHA256 Credential=lab/20260101/us-east-1/"
            + service
            + "/aws4_request, SignedHeaders=host, Signature=0";
    return target
        .map(
            name ->
                Map.of(
                    "Authorization", List.of(authorization),
                    "Content-Type", List.of(contentType),
                    "X-Amz-Target", List.of(name)))
        .orElseGet(
            () ->
                Map.of(
                    "Authorization", List.of(authorization), "Content-Type", List.of(contentType)));
  }

  private static Set<String> hopByHop() {
    TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(
        List.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings"));
    return names;
  }
}
