package io.originlock.validation;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Facts about the gateway responses that an API customises, without what API Gateway fills in:
 * {@code GetGatewayResponses} answers each with the status and the JSON template of its type, an
 * export with what was set alone. See <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html">Gateway
 * response types</a>.
 */
final class GatewayResponseFacts {
  private static final String JSON = "application/json";

  /** Recorded for every type. */
  private static final String USUAL_TEMPLATE = "{\"message\":$context.error.messageString}";

  /** Recorded; {@code DEFAULT_4XX} and {@code DEFAULT_5XX} have none of their own. */
  private static final Map<String, String> USUAL_STATUS =
      Map.ofEntries(
          Map.entry("ACCESS_DENIED", "403"),
          Map.entry("API_CONFIGURATION_ERROR", "500"),
          Map.entry("AUTHORIZER_CONFIGURATION_ERROR", "500"),
          Map.entry("AUTHORIZER_FAILURE", "500"),
          Map.entry("BAD_REQUEST_BODY", "400"),
          Map.entry("BAD_REQUEST_PARAMETERS", "400"),
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
          Map.entry("WAF_FILTERED", "403"));

  private static final Set<String> SERVER_ERRORS =
      Set.of(
          "API_CONFIGURATION_ERROR",
          "AUTHORIZER_CONFIGURATION_ERROR",
          "AUTHORIZER_FAILURE",
          "INTEGRATION_FAILURE",
          "INTEGRATION_TIMEOUT");

  private final Map<String, Map<String, String>> byType = new TreeMap<>();

  /**
   * Adds a customised response.
   *
   * @param status three digits; null or empty for that of its type
   */
  void add(
      String type, String status, Map<String, String> parameters, Map<String, String> templates) {
    Map<String, String> set = new TreeMap<>();
    if (status != null && !status.isEmpty() && !status.equals(USUAL_STATUS.get(type))) {
      set.put(" status", status);
    }
    parameters.forEach((name, value) -> set.put(" parameter " + name, value));
    templates.forEach(
        (contentType, template) -> {
          if (!contentType.equals(JSON) || !USUAL_TEMPLATE.equals(template)) {
            set.put(" template " + contentType, template);
          }
        });
    byType.put(type, set);
  }

  /** Puts what is set; a response of usual values counts where it hides a customised default. */
  void putInto(Facts.Builder facts) {
    byType.forEach(
        (type, set) -> {
          if (set.isEmpty() && !byType.getOrDefault(fallback(type), Map.of()).isEmpty()) {
            facts.put(name(type), "usual");
          }
          facts.putAll(name(type), set);
        });
  }

  private static String fallback(String type) {
    return SERVER_ERRORS.contains(type) ? "DEFAULT_5XX" : "DEFAULT_4XX";
  }

  private static String name(String type) {
    return "gateway response " + type;
  }
}
