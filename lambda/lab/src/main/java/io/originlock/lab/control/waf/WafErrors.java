package io.originlock.lab.control.waf;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.moto.WireReply;

/** WAF's errors that moto does not know. */
final class WafErrors {
  private static final String SERVICE = "wafv2";

  private WafErrors() {}

  /**
   * Too many rules for the capacity; the parameter is what they need.
   *
   * @see <a
   *     href="https://aws.amazon.com/premiumsupport/knowledge-center/waf-limit-exceeded-error/">The
   *     message in AWS's knowledge centre</a>
   */
  static WireReply capacity(int needed) {
    return invalid(
        "You exceeded the capacity limit for a rule group or web ACL.",
        "RULE_GROUP",
        String.valueOf(needed));
  }

  /** An AND or an OR of fewer than two. */
  static WireReply fewerThanTwo(String kind) {
    return invalid(
        "You haven't met a minimum requirement for a threshold setting. Examples include a rule"
            + " group capacity setting that's too low and an OR statement with fewer than two"
            + " statements.",
        kind.startsWith("And") ? "AND_STATEMENT" : "OR_STATEMENT",
        "statements");
  }

  /** An ARN of another form, or of something that cannot be meant. */
  static WireReply invalidArn(String field, String arn) {
    return invalid(
        "The ARN isn't valid. A valid ARN begins with arn: and includes other information"
            + " separated by colons or slashes.",
        field,
        arn);
  }

  /** Something in the request that is not valid. */
  static WireReply invalid(String reason, String field, String parameter) {
    String code = "WAFInvalidParameterException";
    String message =
        "Error reason: %s, field: %s, parameter: %s".formatted(reason, field, parameter);
    return AwsErrors.reply(SERVICE, 400, code, message)
        .withBody(
            JsonNodeFactory.instance
                .objectNode()
                .put("__type", code)
                .put("message", message)
                .put("Field", field)
                .put("Parameter", parameter)
                .put("Reason", reason)
                .toString());
  }

  /** It is in use. */
  static WireReply associated() {
    return AwsErrors.reply(
        SERVICE,
        400,
        "WAFAssociatedItemException",
        "AWS WAF couldn’t perform the operation because your resource is being used by another"
            + " resource or it’s associated with another resource.");
  }

  /** It is not there. */
  static WireReply nonexistent() {
    return AwsErrors.reply(
        SERVICE,
        400,
        "WAFNonexistentItemException",
        "AWS WAF couldn’t perform the operation because your resource doesn’t exist.");
  }
}
