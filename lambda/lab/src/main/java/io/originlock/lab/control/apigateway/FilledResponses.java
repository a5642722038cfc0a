package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.moto.MotoClient;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gateway responses as API Gateway answers about them, recorded: each of the 21 types is there; a
 * customised one is filled in with the status and the JSON template of its type, any other is what
 * the customised {@code DEFAULT_4XX} or {@code DEFAULT_5XX} makes of it. Exports and deployments
 * have what was put, and no more.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html">Gateway
 *     response types</a>
 */
final class FilledResponses {
  /**
   * What each type answers if nobody says otherwise; the defaults answer with the refused one's.
   */
  private static final Map<String, String> STATUS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("ACCESS_DENIED", "403"),
              Map.entry("API_CONFIGURATION_ERROR", "500"),
              Map.entry("AUTHORIZER_CONFIGURATION_ERROR", "500"),
              Map.entry("AUTHORIZER_FAILURE", "500"),
              Map.entry("BAD_REQUEST_BODY", "400"),
              Map.entry("BAD_REQUEST_PARAMETERS", "400"),
              Map.entry("DEFAULT_4XX", ""),
              Map.entry("DEFAULT_5XX", ""),
              Map.entry("EXPIRED_TOKEN", "403"),
              Map.entry("INTEGRATION_FAILURE", "504"),
              Map.entry("INTEGRATION_TIMEOUT", "504"),
              Map.entry("INVALID_API_KEY", "403"),
              Map.entry("INVALID_SIGNATURE", "403"),
              Map.entry("MISSING_AUTHENTICATION_TOKEN", "403"),
              Map.entry("QUOTA_EXCEEDED", "429"),
              Map.entry("REQUEST_TOO_LARGE", "413"),
              Map.entry("RESOURCE_NOT_FOUND", "404"),
              Map.entry("THROTTLED", "429"),
              Map.entry("UNAUTHORIZED", "401"),
              Map.entry("UNSUPPORTED_MEDIA_TYPE", "415"),
              Map.entry("WAF_FILTERED", "403")));

  private static final String TEMPLATE = "{\"message\":$context.error.messageString}";

  private final Map<String, JsonNode> put;

  private FilledResponses(Map<String, JsonNode> put) {
    this.put = put;
  }

  /** Of an API, by what was put. */
  static FilledResponses of(MotoClient moto, String api) {
    return new FilledResponses(
        moto.read("apigateway", "/restapis/" + api + "/gatewayresponses").stream()
            .flatMap(Draft::items)
            .collect(
                Collectors.toMap(each -> each.path("responseType").asText(), Function.identity())));
  }

  /** All types, in the order of their names. */
  JsonNode all() {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    ArrayNode items = list.putArray("item");
    STATUS.keySet().forEach(type -> items.add(one(type)));
    return list;
  }

  ObjectNode one(String type) {
    String usual = STATUS.getOrDefault(type, "");
    JsonNode own = put.get(type);
    JsonNode from = own != null ? own : put.get(fallback(usual));
    ObjectNode filled =
        JsonNodeFactory.instance
            .objectNode()
            .put("responseType", type)
            .put("defaultResponse", own == null);
    String said = from == null ? "" : from.path("statusCode").asText("");
    String status = said.isEmpty() ? usual : said;
    if (!status.isEmpty()) {
      filled.put("statusCode", status);
    }
    filled.set("responseParameters", part(from, "responseParameters"));
    ObjectNode templates = part(from, "responseTemplates");
    filled.set(
        "responseTemplates",
        templates.isEmpty() ? templates.put("application/json", TEMPLATE) : templates);
    return filled;
  }

  private static ObjectNode part(JsonNode from, String name) {
    return from != null && from.path(name) instanceof ObjectNode object
        ? object.deepCopy()
        : JsonNodeFactory.instance.objectNode();
  }

  private static String fallback(String status) {
    return status.startsWith("5") ? "DEFAULT_5XX" : "DEFAULT_4XX";
  }
}
