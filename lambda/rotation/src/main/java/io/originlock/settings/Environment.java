package io.originlock.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.model.LockException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads environment variables and refuses a missing or malformed one by its name. */
public final class Environment {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> variables;

  public Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  public Optional<String> optional(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  public String required(String name) {
    return optional(name).orElseThrow(() -> refused(name, "is missing"));
  }

  /** A value of a given form; {@code described} says the form to a person. */
  public String matching(String name, Pattern form, String described) {
    String value = required(name);
    if (!form.matcher(value).matches()) {
      throw refused(name, "must be " + described);
    }
    return value;
  }

  public Duration seconds(String name, long fallback, long most) {
    String text = optional(name).orElse(Long.toString(fallback));
    try {
      long seconds = Long.parseLong(text);
      if (seconds >= 0 && seconds <= most) {
        return Duration.ofSeconds(seconds);
      }
    } catch (NumberFormatException e) {
      throw refused(name, "must be a whole number of seconds from 0 to " + most);
    }
    throw refused(name, "must be a whole number of seconds from 0 to " + most);
  }

  /** A whole number from one to another. */
  public int wholeNumber(String name, int fallback, int least, int most) {
    String text = optional(name).orElse(Integer.toString(fallback));
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw refused(name, "must be a whole number from " + least + " to " + most);
    }
    throw refused(name, "must be a whole number from " + least + " to " + most);
  }

  /** Whether it is {@code true}; {@code false} and nothing at all are the same. */
  public boolean flag(String name) {
    return switch (optional(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused(name, "must be true or false");
    };
  }

  /** A JSON object. */
  public JsonNode object(String name) {
    JsonNode node = json(name, "a JSON object");
    if (!node.isObject()) {
      throw refused(name, "must be a JSON object");
    }
    return node;
  }

  /** The array in a field of an object; an empty one if there is no such field. */
  public JsonNode array(String name, JsonNode object, String field) {
    JsonNode node = object.path(field);
    if (!node.isArray() && !node.isMissingNode() && !node.isNull()) {
      throw refused(name, "field \"" + field + "\" must be a JSON array");
    }
    return node;
  }

  /** A JSON array with at least {@code least} elements. */
  public JsonNode array(String name, int least) {
    JsonNode node = json(name, "a JSON array");
    if (!node.isArray() || node.size() < least) {
      throw refused(name, "must be a JSON array of " + least + " or more elements");
    }
    return node;
  }

  /** A JSON object of texts, in its order; empty if the variable is absent. */
  public Map<String, String> texts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (optional(name).isPresent()) {
      JsonNode node = object(name);
      if (!node.valueStream().allMatch(JsonNode::isTextual)) {
        throw refused(name, "must be a JSON object whose values are texts");
      }
      node.forEachEntry((key, value) -> texts.put(key, value.textValue()));
    }
    return Collections.unmodifiableMap(texts);
  }

  private JsonNode json(String name, String form) {
    try {
      return JSON.readTree(required(name));
    } catch (JsonProcessingException e) {
      throw refused(name, "must be " + form + "; it is not JSON at all");
    }
  }

  public LockException refused(String name, String problem) {
    return new LockException(
        "environment variable " + name,
        problem + ".",
        "Terraform's lock module sets it: apply the module, or correct the value.");
  }
}
