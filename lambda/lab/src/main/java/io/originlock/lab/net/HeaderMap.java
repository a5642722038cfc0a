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

/**
 * The headers of a message: names compare without case and keep theirs, several values a name,
 * order kept.
 */
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

  /** A value, and its name as it was written. */
  private record Field(String name, String value) {}

  private final Map<String, List<Field>> fields = new LinkedHashMap<>();

  /** No headers. */
  public HeaderMap() {}

  /** A copy. */
  public HeaderMap copy() {
    HeaderMap copy = new HeaderMap();
    each(copy::add);
    return copy;
  }

  /** Adds a value beside those that the name already has. */
  public HeaderMap add(String name, String value) {
    fields.computeIfAbsent(key(name), k -> new ArrayList<>()).add(new Field(name, value));
    return this;
  }

  /** Replaces every value of the name. */
  public HeaderMap set(String name, String value) {
    fields.put(key(name), new ArrayList<>(List.of(new Field(name, value))));
    return this;
  }

  /** Removes the name. */
  public HeaderMap remove(String name) {
    fields.remove(key(name));
    return this;
  }

  /** Removes what belongs to one connection, {@code Connection}'s own list included. */
  public HeaderMap withoutHopByHop() {
    all("connection").stream()
        .flatMap(list -> List.of(list.split(",")).stream())
        .map(name -> key(name.trim()))
        .toList()
        .forEach(fields::remove);
    HOP_BY_HOP.forEach(fields::remove);
    return this;
  }

  /** The first value of the name. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** Every value of the name, empty if there is none. */
  public List<String> all(String name) {
    return fields.getOrDefault(key(name), List.of()).stream().map(Field::value).toList();
  }

  /** Every value whose name was written in just these letters. */
  public List<String> written(String name) {
    return fields.getOrDefault(key(name), List.of()).stream()
        .filter(field -> field.name().equals(name))
        .map(Field::value)
        .toList();
  }

  /** Whether the name has a value. */
  public boolean has(String name) {
    return fields.containsKey(key(name));
  }

  /** Calls for every value of every name, as it was written. */
  public void each(BiConsumer<String, String> action) {
    fields
        .values()
        .forEach(all -> all.forEach(field -> action.accept(field.name(), field.value())));
  }

  /** Name, as it was written, to last value, in the order of names. */
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
    return fields.keySet().toString();
  }
}
