package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * The models of an exported API: those that its methods refer to, and those that these refer to.
 * Found in real exports: an API's other models are not in them, nor is {@code $schema}, and
 * references between models are ones within the document.
 */
final class ExportedModels {
  private static final String WITHIN = "#/components/schemas/";

  private final Map<String, String> schemas;
  private final ObjectNode exported = JsonNodeFactory.instance.objectNode();
  private final Deque<String> due = new ArrayDeque<>();

  /**
   * @param schemas every model's JSON Schema by its name
   */
  ExportedModels(Map<String, String> schemas) {
    this.schemas = schemas;
  }

  /** A reference to a model, which is exported from now on. */
  String reference(String model) {
    due.add(model);
    return WITHIN + model;
  }

  /** All that were referred to. */
  ObjectNode all() {
    while (!due.isEmpty()) {
      String model = due.pop();
      if (schemas.containsKey(model) && !exported.has(model)) {
        JsonNode schema = Json.parse(schemas.get(model));
        if (schema instanceof ObjectNode object) {
          object.remove("$schema");
        }
        exported.set(model, schema);
        refer(schema);
      }
    }
    return exported;
  }

  private void refer(JsonNode schema) {
    if (schema instanceof ObjectNode object && object.path("$ref").isTextual()) {
      String target = object.path("$ref").asText();
      int name = target.lastIndexOf("/models/");
      if (name >= 0) {
        object.put("$ref", reference(target.substring(name + "/models/".length())));
      }
    }
    schema.forEach(this::refer);
  }
}
