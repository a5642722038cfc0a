package io.originlock.webacl;

import io.originlock.aws.Answers;
import io.originlock.aws.AwsFailures;
import io.originlock.aws.WafArn;
import io.originlock.model.LockException;
import io.originlock.port.OvertakenException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.GetRuleGroupResponse;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.WafNonexistentItemException;
import software.amazon.awssdk.services.wafv2.model.WafOptimisticLockException;

/** The rule group that Terraform made for the lock, and whose rules are the worker's. */
final class RuleGroup {
  static final String ARN_REMEDY =
      "Set ORIGIN_LOCK_RULE_GROUP_ARN to the rule group of the module gate-web-acl.";

  private static final String GET = "wafv2:GetRuleGroup";

  private final Wafv2Client waf;
  private final WafArn arn;

  RuleGroup(Wafv2Client waf, WafArn arn) {
    this.waf = waf;
    this.arn = arn;
  }

  /**
   * One look at it.
   *
   * @param token what WAF changes it under: another after each change
   */
  record Reading(software.amazon.awssdk.services.wafv2.model.RuleGroup group, String token) {
    List<Rule> rules() {
      return group.rules();
    }

    /** The lock's rule, if it is there. */
    Optional<LockRule> rule() {
      return rules().stream().flatMap(rule -> LockRule.parse(rule).stream()).findFirst();
    }

    /** Whether the lock's rule blocks nobody: it counts, or is not there. */
    boolean counts() {
      return rule().map(LockRule::open).orElse(true);
    }

    long capacity() {
      return group.capacity() == null ? 0 : group.capacity();
    }
  }

  /** How findings name it. */
  String place() {
    return "rule group " + arn.name() + " (" + arn.id() + ")";
  }

  /** How errors name it. */
  String label() {
    return "R" + place().substring(1);
  }

  /**
   * @throws LockException if there is no such group, or AWS fails
   */
  Reading read() {
    try {
      GetRuleGroupResponse answer =
          waf.getRuleGroup(request -> request.name(arn.name()).id(arn.id()).scope(Scope.REGIONAL));
      return new Reading(
          Answers.part(answer.ruleGroup(), label(), GET, "a rule group"),
          Answers.part(answer.lockToken(), label(), GET, "a lock token"));
    } catch (WafNonexistentItemException e) {
      throw missing();
    } catch (SdkException e) {
      throw AwsFailures.of(label(), GET, e);
    }
  }

  /**
   * Replaces the rules, and nothing else of the group.
   *
   * @param rule the only one from now on; empty for none
   * @param seen the reading that this was decided on
   * @throws OvertakenException if somebody changed the group since
   * @throws LockException if AWS refuses it or fails
   */
  void write(Optional<LockRule> rule, Reading seen) {
    int secrets = rule.map(LockRule::entries).map(List::size).orElse(0);
    if (secrets * LockRule.CAPACITY > seen.capacity()) {
      throw tooSmall(seen.capacity(), secrets);
    }
    try {
      waf.updateRuleGroup(
          request ->
              request
                  .name(arn.name())
                  .id(arn.id())
                  .scope(Scope.REGIONAL)
                  .description(seen.group().description())
                  .visibilityConfig(seen.group().visibilityConfig())
                  .customResponseBodies(
                      seen.group().hasCustomResponseBodies()
                          ? seen.group().customResponseBodies()
                          : null)
                  .rules(rule.map(LockRule::rule).stream().toList())
                  .lockToken(seen.token()));
    } catch (WafOptimisticLockException e) {
      throw new OvertakenException(label());
    } catch (WafNonexistentItemException e) {
      throw missing();
    } catch (SdkException e) {
      throw AwsFailures.of(label(), "wafv2:UpdateRuleGroup", e);
    }
  }

  private LockException missing() {
    return new LockException(
        label(),
        "it does not exist in this account and region.",
        "Apply the module gate-web-acl, or correct ORIGIN_LOCK_RULE_GROUP_ARN.");
  }

  /** What to say where the group cannot hold so many secrets. */
  LockException tooSmall(long capacity, int secrets) {
    return new LockException(
        label(),
        "its capacity of "
            + capacity
            + " units is too small for "
            + secrets
            + " secrets, which take "
            + secrets * LockRule.CAPACITY
            + "; nothing was changed.",
        "Give the module gate-web-acl a larger capacity. It cannot be changed in place, so"
            + " Terraform makes another group: disengage the lock first.");
  }
}
