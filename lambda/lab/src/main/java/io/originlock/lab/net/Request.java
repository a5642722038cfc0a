package io.originlock.lab.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An HTTP request on its way through the data plane.
 *
 * @param path raw, as on the request line, without the query
 * @param query raw, without the question mark; null when there is none
 */
public record Request(String method, String path, String query, HeaderMap headers, byte[] body) {

  private static final byte[] NOTHING = new byte[0];

  /** A request without a body; {@code target} may hold a query. */
  public static Request of(String method, String target) {
    int mark = target.indexOf('?');
    return mark < 0
        ? new Request(method, target, null, new HeaderMap(), NOTHING)
        : new Request(
            method,
            target.substring(0, mark),
            target.substring(mark + 1),
            new HeaderMap(),
            NOTHING);
  }

  /** The same request with another path. */
  public Request withPath(String other) {
    return new Request(method, other, query, headers, body);
  }

  /** This request with one header set. */
  public Request with(String name, String value) {
    headers.set(name, value);
    return this;
  }

  /** The request target: path and query. */
  public String target() {
    return query == null ? path : path + "?" + query;
  }

  /** The decoded query parameters, in order. */
  public Map<String, List<String>> queryParameters() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    if (query != null && !query.isEmpty()) {
      for (String pair : query.split("&")) {
        if (pair.isEmpty()) {
          continue;
        }
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        all.computeIfAbsent(Percent.decodeQuery(name), n -> new ArrayList<>())
            .add(Percent.decodeQuery(value));
      }
    }
    return all;
  }

  /** Method and path: headers and query may hold secrets. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
