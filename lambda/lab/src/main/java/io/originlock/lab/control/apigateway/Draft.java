package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** All of an API that a deployment freezes, as API Gateway lists it. */
record Draft(
    JsonNode api,
    JsonNode resources,
    JsonNode gatewayResponses,
    JsonNode validators,
    JsonNode authorizers,
    JsonNode models) {

  /**
   * Reads it; gateway responses as they were put, without what answers about them fill in.
   *
   * @param list what a path below the API answers; the empty one is the API itself
   */
  static Draft read(Function<String, JsonNode> list) {
    return new Draft(
        list.apply(""),
        Resources.complete(list.apply("/resources")),
        list.apply("/gatewayresponses"),
        list.apply("/requestvalidators"),
        Authorizers.complete(list.apply("/authorizers")),
        Models.complete(list.apply("/models")));
  }

  Optional<JsonNode> validator(String id) {
    return withId(validators, id);
  }

  Optional<JsonNode> authorizer(String id) {
    return withId(authorizers, id);
  }

  /** The JSON Schemas of the models by their names, as they were submitted. */
  Map<String, String> schemas() {
    return items(models)
        .collect(
            Collectors.toUnmodifiableMap(
                model -> model.path("name").asText(), model -> model.path("schema").asText("{}")));
  }

  static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.path("item").spliterator(), false);
  }

  private static Optional<JsonNode> withId(JsonNode list, String id) {
    return items(list).filter(item -> item.path("id").asText().equals(id)).findFirst();
  }
}
