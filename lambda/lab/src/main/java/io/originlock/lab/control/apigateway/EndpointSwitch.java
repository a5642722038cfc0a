package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The patch that switches an API's own name off and on: to moto every text is a yes. */
final class EndpointSwitch {
  private EndpointSwitch() {}

  /** A patch of an API in the form that moto reads as it is meant. */
  static String readable(String patch) {
    JsonNode body = Json.parse(patch);
    for (JsonNode operation : body.path("patchOperations")) {
      if (operation.path("path").asText().equals("/disableExecuteApiEndpoint")
          && operation instanceof ObjectNode object) {
        boolean off = Boolean.parseBoolean(operation.path("value").asText());
        object.put("value", off ? "true" : "");
      }
    }
    return body.toString();
  }
}
