package io.originlock.signing;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a signature is made over, as {@code docs/signature.md} has it. Its twin is {@code
 * canonical.mjs} of the edge signer; the same vectors hold both to it.
 *
 * @param method as it travels, {@code GET}
 * @param path as it was sent, percent-encoded
 * @param query the decoded values of each name
 */
public record CanonicalRequest(String method, String path, Map<String, List<String>> query) {
  private static final String VERSION = "origin-lock-1";

  /**
   * A request as it is sent, and seen by API Gateway.
   *
   * @param url whose path is the one that is signed
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
    return new CanonicalRequest(method, url.getRawPath(), query);
  }

  /** The same request with another path, as it was sent. */
  public CanonicalRequest withPath(String sent) {
    return new CanonicalRequest(method, sent, query);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The bytes that are signed at this time with this key. */
  public byte[] text(Stamp stamp) {
    EncodedText text = new EncodedText(64 + path.length() + 32 * query.size());
    text.append(VERSION);
    text.append('\n');
    text.append(Long.toString(stamp.seconds()));
    text.append('\n');
    text.append(stamp.keyId());
    text.append('\n');
    text.append(stamp.form().letter());
    text.append('\n');
    text.append(method);
    text.append('\n');
    text.canonicalPath(path);
    text.append('\n');
    if (stamp.form() == Stamp.Form.WITH_QUERY && !query.isEmpty()) {
      appendQuery(text);
    }
    return text.toBytes();
  }

  /**
   * Pairs of one name.
   *
   * @param name encoded
   * @param values decoded
   */
  private record Pairs(String name, List<String> values) implements Comparable<Pairs> {
    @Override
    public int compareTo(Pairs other) {
      return name.compareTo(other.name);
    }

    void appendTo(EncodedText text) {
      if (values.size() == 1) {
        text.append(name);
        text.append('=');
        text.encode(values.get(0));
        return;
      }
      String[] sorted = new String[values.size()];
      for (int i = 0; i < sorted.length; i++) {
        sorted[i] = EncodedText.of(values.get(i));
      }
      Arrays.sort(sorted);
      for (int i = 0; i < sorted.length; i++) {
        if (i > 0) {
          text.append('&');
        }
        text.append(name);
        text.append('=');
        text.append(sorted[i]);
      }
    }
  }

  private void appendQuery(EncodedText text) {
    Pairs[] sorted = new Pairs[query.size()];
    int count = 0;
    for (Map.Entry<String, List<String>> each : query.entrySet()) {
      if (!each.getValue().isEmpty()) {
        sorted[count++] = new Pairs(EncodedText.of(each.getKey()), each.getValue());
      }
    }
    Arrays.sort(sorted, 0, count);
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        text.append('&');
      }
      sorted[i].appendTo(text);
    }
  }
}
