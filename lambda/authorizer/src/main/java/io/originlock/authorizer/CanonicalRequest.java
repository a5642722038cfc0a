package io.originlock.authorizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a signature is made over, as {@code docs/signature.md} has it. Its twin is {@code
 * canonical.mjs} of the edge signer; the same vectors hold both to it.
 *
 * @param method as it travels, {@code GET}
 * @param path decoded
 * @param query the decoded values of each name
 */
record CanonicalRequest(String method, String path, Map<String, List<String>> query) {
  private static final String VERSION = "origin-lock-1";

  /** The bytes that were signed at this time with this key, if the request was not touched. */
  byte[] text(SignatureHeader signature) {
    StringBuilder text = new StringBuilder(VERSION.length() + path.length() + 64);
    text.append(VERSION).append('\n');
    text.append(signature.seconds()).append('\n');
    text.append(signature.keyId()).append('\n');
    text.append(signature.form().letter()).append('\n');
    text.append(method).append('\n');
    PercentEncoding.append(text, path, true);
    text.append('\n');
    if (signature.form() == SignatureHeader.Form.WITH_QUERY) {
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
