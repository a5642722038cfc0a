package io.originlock.aws;

import io.originlock.model.LockException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ARN of a regional rule group or web ACL, {@code
 * arn:aws:wafv2:eu-west-1:111122223333:regional/rulegroup/name/id}: WAF's calls want its parts.
 *
 * @param arn as a whole
 * @param name the resource's name
 * @param id its id
 */
public record WafArn(String arn, String name, String id) {
  public static final String RULE_GROUP = "rulegroup";
  public static final String WEB_ACL = "webacl";

  /** What a rule group of scope REGIONAL looks like. */
  public static final Pattern REGIONAL_RULE_GROUP = form("regional", RULE_GROUP);

  private static final Pattern FORM = form("regional|global", RULE_GROUP + "|" + WEB_ACL);

  private static Pattern form(String scopes, String kinds) {
    return Pattern.compile(
        "arn:[a-z-]+:wafv2:[a-z0-9-]+:[0-9]{12}:(" + scopes + ")/(" + kinds + ")/([^/]+)/([^/]+)");
  }

  /**
   * @param kind {@link #RULE_GROUP} or {@link #WEB_ACL}
   * @param remedy what to do if it is not a regional one of that kind
   * @throws LockException if it is not
   */
  public static WafArn parse(String arn, String kind, String remedy) {
    Matcher matcher = FORM.matcher(arn == null ? "" : arn);
    if (!matcher.matches() || !matcher.group(2).equals(kind)) {
      throw new LockException(
          "ARN " + arn, "it is not the ARN of a " + words(kind) + " of WAF.", remedy);
    }
    if (matcher.group(1).equals("global")) {
      throw new LockException(
          arn,
          "it is a "
              + words(kind)
              + " of scope CLOUDFRONT, and an API's stage takes a REGIONAL"
              + " one.",
          remedy);
    }
    return new WafArn(arn, matcher.group(3), matcher.group(4));
  }

  private static String words(String kind) {
    return kind.equals(WEB_ACL) ? "web ACL" : "rule group";
  }
}
