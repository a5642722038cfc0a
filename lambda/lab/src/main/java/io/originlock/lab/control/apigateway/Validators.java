package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Request validators: what was never said of one is no, where moto says nothing. */
final class Validators {
  private static final List<String> FLAGS =
      List.of("validateRequestParameters", "validateRequestBody");

  private Validators() {}

  /** Completes a validator, or a list of them. */
  static void complete(JsonNode answer) {
    if (answer.has("item")) {
      answer.path("item").forEach(Validators::complete);
    } else if (answer instanceof ObjectNode validator && validator.has("id")) {
      FLAGS.forEach(flag -> validator.put(flag, validator.path(flag).asBoolean(false)));
    }
  }
}
