package io.originlock.lab.waf;

import java.util.List;

/**
 * A REGIONAL web ACL with the rule groups that it refers to, as the data plane evaluates it.
 *
 * @param allows whether a request that no rule decides about goes on
 * @param rules by priority
 */
public record WebAcl(String arn, boolean allows, List<Rule> rules) {

  /** What a rule does with a request that its statement matches. */
  public enum Effect {
    ALLOW,
    BLOCK,
    /** Nothing but counting: the next rule is looked at. */
    COUNT
  }

  /** A rule. Of a reference to a rule group the effect is {@link Effect#COUNT} when overridden. */
  public record Rule(String name, long priority, Effect effect, Statement statement) {}
}
