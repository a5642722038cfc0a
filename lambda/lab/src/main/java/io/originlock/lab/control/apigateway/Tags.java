package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.Query;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Tags of API keys, usage plans and APIs: moto knows those of stages alone. */
final class Tags {
  private static final Pattern OURS = Pattern.compile("/(apikeys|usageplans|restapis)/[^/]+");

  private final Map<String, ObjectNode> byPath = new ConcurrentHashMap<>();

  /** The path of the resource that a request to {@code /tags/<arn>} means, if its tags are ours. */
  static Optional<String> resource(String path) {
    String arn = Query.decode(path.substring("/tags/".length()));
    return Optional.of(arn.substring(arn.lastIndexOf("::") + 2))
        .filter(resource -> OURS.matcher(resource).matches());
  }

  void put(String path, JsonNode before, JsonNode added) {
    ObjectNode tags = before.isObject() ? before.deepCopy() : JsonNodeFactory.instance.objectNode();
    added.properties().forEach(tag -> tags.set(tag.getKey(), tag.getValue()));
    byPath.put(path, tags);
  }

  void remove(String path, JsonNode before, List<String> keys) {
    ObjectNode tags = before.isObject() ? before.deepCopy() : JsonNodeFactory.instance.objectNode();
    tags.remove(keys);
    byPath.put(path, tags);
  }

  void forget(String path) {
    byPath.remove(path);
  }

  /** Puts the tags into an answer about one resource or a list of a kind's. */
  void apply(String path, JsonNode answer) {
    if (answer.has("item")) {
      String kind = "/" + path.split("/")[1];
      answer.path("item").forEach(item -> apply(kind + "/" + item.path("id").asText(), item));
    } else if (answer instanceof ObjectNode object && byPath.containsKey(path)) {
      object.set("tags", byPath.get(path));
    }
  }
}
