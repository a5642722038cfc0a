package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * API Gateway's patch operations on one resource's JSON.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html">Patch
 *     operations</a>
 */
final class Patch {
  private Patch() {}

  /** Applies the {@code patchOperations} of a request. */
  static ObjectNode apply(JsonNode resource, JsonNode request) {
    ObjectNode patched = resource.deepCopy();
    request.path("patchOperations").forEach(operation -> apply(patched, operation));
    return patched;
  }

  private static void apply(ObjectNode resource, JsonNode operation) {
    String[] path = operation.path("path").asText().substring(1).split("/", 2);
    String field = path[0];
    boolean remove = operation.path("op").asText().equals("remove");
    String value = operation.path("value").asText("");
    if (path.length == 2) {
      ObjectNode map =
          resource.get(field) instanceof ObjectNode existing ? existing : resource.putObject(field);
      String key = path[1].replace("~1", "/").replace("~0", "~");
      if (remove) {
        map.remove(key);
      } else {
        map.set(key, field.equals("requestParameters") ? flagOrText(value) : new TextNode(value));
      }
    } else if (resource.get(field) instanceof ArrayNode array && !value.isEmpty()) {
      ArrayNode others = JsonNodeFactory.instance.arrayNode();
      array.forEach(
          item -> {
            if (!item.asText().equals(value)) {
              others.add(item);
            }
          });
      resource.set(field, remove ? others : others.add(value));
    } else if (remove) {
      resource.remove(field);
    } else {
      resource.set(field, flagOrText(value));
    }
  }

  private static JsonNode flagOrText(String value) {
    return switch (value) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      default -> new TextNode(value);
    };
  }
}
