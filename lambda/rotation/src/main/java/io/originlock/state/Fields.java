package io.originlock.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.model.SecretId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Strict access to the fields of one JSON object. What is missing or of another type is refused by
 * the field's path; values are never quoted, since they may be secrets.
 */
final class Fields {

  /** A document that is not what it should be; the message names the field and no value. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** Reads one element of an array. */
  interface Element<T> {
    T read(JsonNode node, String path) throws Malformed;
  }

  private final JsonNode object;
  private final String path;

  private Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  static Fields of(JsonNode node, String path) throws Malformed {
    if (node == null || !node.isObject()) {
      throw new Malformed((path.isEmpty() ? "it" : "\"" + path + "\"") + " is not a JSON object");
    }
    return new Fields(node, path);
  }

  long wholeNumber(String name, long least) throws Malformed {
    JsonNode node = present(name);
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < least) {
      throw wrong(name, "a whole number from " + least + " on");
    }
    return node.longValue();
  }

  boolean flag(String name) throws Malformed {
    JsonNode node = present(name);
    if (!node.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return node.booleanValue();
  }

  String text(String name) throws Malformed {
    return text(present(name), at(name));
  }

  String textOrNull(String name) throws Malformed {
    JsonNode node = present(name);
    return node.isNull() ? null : text(node, at(name));
  }

  Instant instant(String name) throws Malformed {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeParseException e) {
      throw wrong(name, "a time such as 2026-01-31T12:00:00Z");
    }
  }

  Instant instantOrNull(String name) throws Malformed {
    return present(name).isNull() ? null : instant(name);
  }

  SecretId secretId(String name) throws Malformed {
    return secretId(present(name), at(name));
  }

  /** The object at this name; null if the field is null. */
  Fields objectOrNull(String name) throws Malformed {
    JsonNode node = present(name);
    return node.isNull() ? null : of(node, at(name));
  }

  /** The object at this name; null if there is no such field, for those that came later. */
  Fields objectIfPresent(String name) throws Malformed {
    JsonNode node = object.get(name);
    return node == null ? null : of(node, at(name));
  }

  /** Null if the field is null or there is none, for those that came later. */
  String textIfPresent(String name) throws Malformed {
    return object.has(name) ? textOrNull(name) : null;
  }

  /** Instants by their names; none if there is no such field, for those that came later. */
  Map<String, Instant> instantsIfPresent(String name) throws Malformed {
    Map<String, Instant> all = new TreeMap<>();
    Fields there = objectIfPresent(name);
    if (there != null) {
      for (Map.Entry<String, JsonNode> each : there.object.properties()) {
        all.put(each.getKey(), there.instant(each.getKey()));
      }
    }
    return all;
  }

  boolean isNull(String name) {
    return object.path(name).isNull();
  }

  /** Empty if there is no such field, for those that came later. */
  <T> List<T> listIfPresent(String name, Element<T> element) throws Malformed {
    return object.has(name) ? list(name, element) : List.of();
  }

  <T> List<T> list(String name, Element<T> element) throws Malformed {
    JsonNode node = present(name);
    if (!node.isArray()) {
      throw wrong(name, "an array");
    }
    List<T> all = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      all.add(element.read(node.get(i), at(name) + "[" + i + "]"));
    }
    return all;
  }

  static String text(JsonNode node, String path) throws Malformed {
    if (!node.isTextual()) {
      throw new Malformed("\"" + path + "\" is not a string");
    }
    return node.textValue();
  }

  static SecretId secretId(JsonNode node, String path) throws Malformed {
    try {
      return SecretId.parse(text(node, path));
    } catch (IllegalArgumentException e) {
      throw new Malformed("\"" + path + "\" is not a secret's id such as g1");
    }
  }

  Malformed wrong(String name, String expected) {
    return new Malformed("\"" + at(name) + "\" is not " + expected);
  }

  private JsonNode present(String name) throws Malformed {
    JsonNode node = object.get(name);
    if (node == null) {
      throw new Malformed("\"" + at(name) + "\" is missing");
    }
    return node;
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
