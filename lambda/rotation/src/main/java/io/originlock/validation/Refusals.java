package io.originlock.validation;

import io.originlock.aws.ApiStage;
import io.originlock.survey.Served.GatewayResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an API answers to a request without the header. API Gateway's own answer names what is
 * missing, and here the name is the secret; so the gateway response must be a constant. See <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html">Gateway
 * response types</a>.
 */
final class Refusals {
  static final String REMEDY =
      "Give the API the module's gateway response BAD_REQUEST_PARAMETERS, a constant 403, and"
          + " deploy it.";

  /** What of a template, or of a header's mapping, would tell it. */
  private static final Pattern TELLING = Pattern.compile("\\$?context\\.error");

  private Refusals() {}

  /** Whether a stranger could read the name of the missing header in the answer. */
  static boolean tell(Facts facts) {
    String own = "gateway response BAD_REQUEST_PARAMETERS";
    String common = "gateway response DEFAULT_4XX";
    String counts = facts.values(own).isEmpty() ? common : own;
    // API Gateway's own template is no fact, and tells it.
    return facts.values(counts + " template application/json").isEmpty()
        || facts.values(counts + " template ").stream().anyMatch(Refusals::tells)
        || facts.values(counts + " parameter ").stream().anyMatch(Refusals::tells);
  }

  /**
   * The same by the gateway responses that a deployment froze.
   *
   * @param responses the customised ones
   */
  static boolean tell(List<GatewayResponse> responses) {
    Optional<GatewayResponse> counts =
        of(responses, "BAD_REQUEST_PARAMETERS").or(() -> of(responses, "DEFAULT_4XX"));
    return counts
        .filter(each -> each.templates().containsKey("application/json"))
        .filter(each -> each.templates().values().stream().noneMatch(Refusals::tells))
        .filter(each -> each.parameters().values().stream().noneMatch(Refusals::tells))
        .isEmpty();
  }

  private static Optional<GatewayResponse> of(List<GatewayResponse> responses, String type) {
    return responses.stream().filter(each -> each.type().equals(type)).findFirst();
  }

  static String told(ApiStage stage) {
    return "a refusal of the " + stage.label() + " would name the header that is missing";
  }

  private static boolean tells(String text) {
    return TELLING.matcher(text).find();
  }
}
