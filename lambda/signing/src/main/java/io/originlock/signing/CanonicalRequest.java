package io.originlock.signing;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a signature is made over, as {@code docs/signature.md} has it. Its twin is {@code
 * canonical.mjs} of the edge signer; the same vectors hold both to it.
 *
 * @param method as it travels, {@code GET}
 * @param path decoded
 * @param query the decoded values of each name
 */
public record CanonicalRequest(String method, String path, Map<String, List<String>> query) {
  private static final String VERSION = "origin-lock-1";

  /**
   * A request as it is sent, and seen by API Gateway.
   *
   * @param url whose path is the one that is signed; each {@code %} in it begins an escape
   */
  public static CanonicalRequest of(String method, URI url) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String part : Optional.ofNullable(url.getRawQuery()).orElse("").split("&")) {
      if (!part.isEmpty()) {
        String[] pair = part.split("=", 2);
        query
            .computeIfAbsent(decoded(pair[0]), name -> new ArrayList<>())
            .add(pair.length == 1 ? "" : decoded(pair[1]));
      }
    }
    return new CanonicalRequest(method, url.getPath(), query);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The bytes that are signed at this time with this key. */
  public byte[] text(Stamp stamp) {
    StringBuilder text = new StringBuilder(VERSION.length() + path.length() + 64);
    text.append(VERSION).append('\n');
    text.append(stamp.seconds()).append('\n');
    text.append(stamp.keyId()).append('\n');
    text.append(stamp.form().letter()).append('\n');
    text.append(method).append('\n');
    PercentEncoding.append(text, path, true);
    text.append('\n');
    if (stamp.form() == Stamp.Form.WITH_QUERY) {
      appendQuery(text);
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private record Pair(String name, String value) {}

  private void appendQuery(StringBuilder text) {
    List<Pair> pairs = new ArrayList<>();
    query.forEach(
        (name, values) -> {
          String encoded = PercentEncoding.of(name);
          values.forEach(value -> pairs.add(new Pair(encoded, PercentEncoding.of(value))));
        });
    pairs.sort(Comparator.comparing(Pair::name).thenComparing(Pair::value));
    for (int i = 0; i < pairs.size(); i++) {
      text.append(i == 0 ? "" : "&");
      text.append(pairs.get(i).name()).append('=').append(pairs.get(i).value());
    }
  }
}
