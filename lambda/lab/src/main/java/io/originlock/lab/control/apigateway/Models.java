package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Handler.Next;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.util.Optional;

/** The two models that every new API has; moto knows those alone that were created. */
final class Models {
  private final MotoClient moto;

  Models(MotoClient moto) {
    this.moto = moto;
  }

  /** Answers {@code GetModel}. */
  WireReply get(Call call, Next next) {
    WireReply reply = next.proceed(call);
    boolean known = moto.read("apigateway", "/restapis/" + call.segment(1)).isPresent();
    return reply.ok() || !known
        ? reply
        : complete(JsonNodeFactory.instance.objectNode())
            .path("item")
            .valueStream()
            .filter(model -> model.path("name").asText().equals(call.segment(3)))
            .findFirst()
            .map(model -> WireReply.json(200, model.toString()))
            .orElse(reply);
  }

  /** Adds to a list what it lacks of the two. */
  static JsonNode complete(JsonNode models) {
    ObjectNode all = models.deepCopy();
    ArrayNode items = all.withArrayProperty("item");
    add(items, "empty1", "Empty", "This is a default empty schema model", Optional.empty());
    add(
        items,
        "error1",
        "Error",
        "This is a default error schema model",
        Optional.of("\"properties\": {\"message\": {\"type\": \"string\"}}"));
    return all;
  }

  private static void add(
      ArrayNode items, String id, String name, String description, Optional<String> more) {
    if (items.valueStream().anyMatch(model -> model.path("name").asText().equals(name))) {
      return;
    }
    items
        .addObject()
        .put("id", id)
        .put("name", name)
        .put("description", description)
        .put("contentType", "application/json")
        .put(
            "schema",
            "{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"title\": \"%s Schema\", \"type\": \"object\"%s}"
                .formatted(name, more.map(text -> ", " + text).orElse("")));
  }
}
