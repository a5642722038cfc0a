package io.originlock.lab.control;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parameters of a raw query string, or of a form. */
public final class Query {
  private final Map<String, List<String>> values;

  private Query(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Parses {@code a=b&c}; a name without a value has the empty one. */
  public static Query parse(String raw) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    Arrays.stream(raw.split("&"))
        .filter(pair -> !pair.isEmpty())
        .forEach(
            pair -> {
              int equals = pair.indexOf('=');
              String name = decode(equals < 0 ? pair : pair.substring(0, equals));
              String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
              values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            });
    return new Query(values);
  }

  /** The first value of a parameter. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** All values of a parameter. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Whether the parameter is there, with a value or without. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The names of all parameters. */
  public Iterable<String> names() {
    return values.keySet();
  }

  /** The query without some parameters, encoded again. */
  public String without(String... names) {
    List<String> dropped = List.of(names);
    return values.entrySet().stream()
        .filter(entry -> !dropped.contains(entry.getKey()))
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .map(value -> encode(entry.getKey()) + "=" + encode(value)))
        .collect(Collectors.joining("&"));
  }

  /** Decodes a percent-encoded text. */
  public static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** Encodes a text for a path segment or a query. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
