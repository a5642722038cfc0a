package io.originlock.lab.moto;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it came over the wire.
 *
 * @param path raw, still percent-encoded
 * @param query raw, without the question mark; empty when there is none
 * @param headers by name, whose case doesn't matter
 */
public record WireRequest(
    String method, String path, String query, Map<String, List<String>> headers, byte[] body) {

  public WireRequest {
    TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    headers = copy;
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  /** Whether the body is a form, as in the query protocol. */
  public boolean isForm() {
    return header("Content-Type")
        .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
        .isPresent();
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The same request with another body. */
  public WireRequest withBody(String text) {
    return new WireRequest(method, path, query, headers, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same request to another path. */
  public WireRequest withPath(String other) {
    return new WireRequest(method, other, query, headers, body);
  }

  /** The same request with another query. */
  public WireRequest withQuery(String other) {
    return new WireRequest(method, path, other, headers, body);
  }
}
