package io.originlock.lab.moto;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer as it goes over the wire.
 *
 * @param status 0: no answer at all, the connection is dropped
 */
public record WireReply(int status, Map<String, List<String>> headers, byte[] body) {

  public WireReply {
    TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    headers = copy;
  }

  /** The connection is closed without an answer. */
  public static WireReply dropped() {
    return new WireReply(0, Map.of(), new byte[0]);
  }

  /** An answer with a body of one content type. */
  public static WireReply of(int status, String contentType, String body) {
    return new WireReply(
        status,
        Map.of("Content-Type", List.of(contentType)),
        body.getBytes(StandardCharsets.UTF_8));
  }

  /** A JSON answer. */
  public static WireReply json(int status, String body) {
    return of(status, "application/json", body);
  }

  /** The same answer with one more header. */
  public WireReply with(String name, String value) {
    TreeMap<String, List<String>> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(name, List.of(value));
    return new WireReply(status, more, body);
  }

  /** The same answer with another body. */
  public WireReply withBody(String text) {
    return new WireReply(status, headers, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether it tells of success. */
  public boolean ok() {
    return status >= 200 && status < 300;
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
