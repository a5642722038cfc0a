package io.originlock.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * An API as a set of named facts, apart from the lock's header: what a draft and a deployment are
 * compared by. What stands for a default is left out, so that saying it and not saying it are the
 * same. Names of facts are for people; their values may hold anything and are never shown.
 */
final class Facts {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final SortedMap<String, String> facts;

  private Facts(SortedMap<String, String> facts) {
    this.facts = facts;
  }

  /** The names of the facts in which two APIs differ, in their order. */
  List<String> differences(Facts other) {
    Set<String> all = new TreeSet<>(facts.keySet());
    all.addAll(other.facts.keySet());
    return all.stream()
        .filter(name -> !Objects.equals(facts.get(name), other.facts.get(name)))
        .toList();
  }

  /** The values of the facts whose names begin so. */
  List<String> values(String prefix) {
    return List.copyOf(facts.subMap(prefix, prefix + Character.MAX_VALUE).values());
  }

  /** Collects facts. */
  static final class Builder {
    private final SortedMap<String, String> facts = new TreeMap<>();

    /** Nothing where there is no value, or an empty one. */
    Builder put(String name, String value) {
      if (value != null && !value.isEmpty()) {
        facts.put(name, value);
      }
      return this;
    }

    /** Nothing where it is what API Gateway takes if nothing is said. */
    Builder unless(String usual, String name, String value) {
      return usual.equals(value) ? this : put(name, value);
    }

    /** An empty template says nothing, reads back as null, and may be left out of an export. */
    Builder putAll(String prefix, Map<String, String> values) {
      values.forEach((key, value) -> put(prefix + key, value));
      return this;
    }

    Builder list(String name, Collection<String> values) {
      return put(name, String.join(", ", new TreeSet<>(values)));
    }

    /**
     * The models that methods name, and those that these refer to.
     *
     * @param named by methods
     * @param schemas the schema of a model by its name; null for one that is not there
     */
    Builder models(Collection<String> named, Function<String, JsonNode> schemas) {
      Set<String> seen = new LinkedHashSet<>();
      Deque<String> due = new ArrayDeque<>(named);
      while (!due.isEmpty()) {
        String name = due.pop();
        JsonNode schema = seen.add(name) ? schemas.apply(name) : null;
        if (schema != null) {
          schema.findValuesAsText("$ref").forEach(ref -> due.push(last(ref)));
          put("model " + name, canonical(schema));
        }
      }
      return this;
    }

    Facts build() {
      return new Facts(facts);
    }
  }

  /** JSON in one form: keys in their order, references to models by their names alone. */
  static String canonical(JsonNode node) {
    try {
      return JSON.writeValueAsString(JSON.convertValue(referring(node), Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree that was read cannot be written.", e);
    }
  }

  private static JsonNode referring(JsonNode node) {
    JsonNode copy = node.deepCopy();
    if (copy instanceof ObjectNode object) {
      object.remove("$schema");
    }
    // A property may be called so, too.
    copy.findParents("$ref").stream()
        .filter(parent -> parent.path("$ref").isTextual())
        .forEach(parent -> ((ObjectNode) parent).put("$ref", last(parent.path("$ref").asText())));
    return copy;
  }

  private static String last(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1);
  }
}
