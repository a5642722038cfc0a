package io.originlock.survey;

import java.util.List;
import java.util.Optional;

/**
 * A web ACL before a stage.
 *
 * @param arn whole
 * @param name by which findings name it; its id where WAF Classic tells no name
 * @param generation WAF, or WAF Classic, of which no more is read than its ARN
 * @param standard what becomes of a request that no rule decides; empty if it was not read
 * @param rules in the order of their priorities
 * @param samples whether WAF keeps samples of what its default action decided
 * @param logging how its requests are logged; empty if they are not, or it was not read
 */
public record WebAclFacts(
    String arn,
    String name,
    Generation generation,
    Optional<Decision> standard,
    List<Rule> rules,
    boolean samples,
    Optional<Logging> logging) {
  public WebAclFacts {
    rules = List.copyOf(rules);
  }

  /** How findings name it. */
  public String label() {
    return "web ACL " + name;
  }

  /** Which WAF it is of. */
  public enum Generation {
    CLASSIC,
    V2
  }

  /** What a rule does with a request that it matches. */
  public enum Decision {
    ALLOW,
    BLOCK,
    COUNT,
    /** A CAPTCHA or a challenge. */
    CHALLENGE,
    /** What the rule group that it refers to says. */
    GROUP
  }

  /**
   * A rule.
   *
   * @param name unique within the web ACL
   * @param priority the lowest is asked first
   * @param decision what it does
   * @param ruleGroup the ARN of the rule group that it refers to; empty if it does not, and for
   *     groups that AWS or others manage
   * @param onlyCounts whether what that group blocks is counted, wholly or for some of its rules
   * @param samples whether WAF keeps samples of what it matches
   */
  public record Rule(
      String name,
      int priority,
      Decision decision,
      Optional<String> ruleGroup,
      boolean onlyCounts,
      boolean samples) {}

  /**
   * A log of its requests.
   *
   * @param redacted the headers whose values it leaves out
   */
  public record Logging(HeaderNames redacted) {}
}
