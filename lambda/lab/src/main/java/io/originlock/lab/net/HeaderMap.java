package io.originlock.lab.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The headers of a message: names compare without case, several values a name, order kept. */
public final class HeaderMap {

  /** Headers that belong to one connection, not to the message (RFC 9110, section 7.6.1). */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final Map<String, List<String>> values;

  /** No headers. */
  public HeaderMap() {
    this.values = new LinkedHashMap<>();
  }

  /** A copy of any map of headers. */
  public HeaderMap(Map<String, List<String>> source) {
    this();
    source.forEach((name, all) -> all.forEach(value -> add(name, value)));
  }

  /** A copy. */
  public HeaderMap copy() {
    return new HeaderMap(values);
  }

  /** Adds a value beside those that the name already has. */
  public HeaderMap add(String name, String value) {
    values.computeIfAbsent(key(name), k -> new ArrayList<>()).add(value);
    return this;
  }

  /** Replaces every value of the name. */
  public HeaderMap set(String name, String value) {
    values.put(key(name), new ArrayList<>(List.of(value)));
    return this;
  }

  /** Removes the name. */
  public HeaderMap remove(String name) {
    values.remove(key(name));
    return this;
  }

  /** Removes what belongs to one connection, {@code Connection}'s own list included. */
  public HeaderMap withoutHopByHop() {
    all("connection").stream()
        .flatMap(list -> List.of(list.split(",")).stream())
        .map(name -> key(name.trim()))
        .toList()
        .forEach(values::remove);
    HOP_BY_HOP.forEach(values::remove);
    return this;
  }

  /** The first value of the name. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** Every value of the name, empty if there is none. */
  public List<String> all(String name) {
    return List.copyOf(values.getOrDefault(key(name), List.of()));
  }

  /** Whether the name has a value. */
  public boolean has(String name) {
    return values.containsKey(key(name));
  }

  /** Calls for every value of every name; names are lower case. */
  public void each(BiConsumer<String, String> action) {
    values.forEach((name, all) -> all.forEach(value -> action.accept(name, value)));
  }

  /** Name to last value, in the order of names. */
  public Map<String, String> single() {
    Map<String, String> single = new TreeMap<>();
    each(single::put);
    return single;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The names alone: values may be secrets. */
  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
