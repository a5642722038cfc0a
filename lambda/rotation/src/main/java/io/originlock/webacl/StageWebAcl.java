package io.originlock.webacl;

import io.originlock.aws.ApiStage;
import io.originlock.aws.AwsFailures;
import io.originlock.aws.Stages;
import io.originlock.engine.LockException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.WafNonexistentItemException;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/** The web ACL that a stage is associated with, and whether the lock's rule group is in it. */
final class StageWebAcl {
  private static final String REMEDY =
      "Associate a REGIONAL web ACL that refers to the lock's rule group with the stage: the module"
          + " gate-web-acl does both.";

  private final Wafv2Client waf;
  private final Stages stages;
  private final String ruleGroupArn;

  StageWebAcl(Wafv2Client waf, Stages stages, String ruleGroupArn) {
    this.waf = waf;
    this.stages = stages;
    this.ruleGroupArn = ruleGroupArn;
  }

  /**
   * Why the lock's rules have no effect on a stage; empty if they have.
   *
   * @throws LockException if the stage does not exist, or AWS fails
   */
  Optional<LockException> obstacle(ApiStage stage) {
    String resource = "The " + stage.label();
    String arn = stages.read(stage).webAclArn();
    if (arn == null || arn.isBlank()) {
      return Optional.of(new LockException(resource, "it has no web ACL.", REMEDY));
    }
    WebACL acl;
    try {
      acl = read(WafArn.parse(arn, WafArn.WEB_ACL, REMEDY));
    } catch (WafNonexistentItemException e) {
      return Optional.of(
          new LockException(resource, "its web ACL " + arn + " does not exist.", REMEDY));
    }
    Optional<Rule> reference = acl.rules().stream().filter(this::refers).findFirst();
    if (reference.isEmpty()) {
      return Optional.of(
          new LockException(
              resource,
              "its web ACL " + acl.name() + " does not refer to the lock's rule group.",
              "Add a rule with a rule group reference to "
                  + ruleGroupArn
                  + " to it, first of all."));
    }
    boolean counts =
        reference.get().overrideAction() != null
            && reference.get().overrideAction().count() != null;
    return counts
        ? Optional.of(
            new LockException(
                resource,
                "its web ACL " + acl.name() + " only counts what the lock's rule group blocks.",
                "Set the override action of rule " + reference.get().name() + " to none."))
        : Optional.empty();
  }

  private boolean refers(Rule rule) {
    return rule.statement() != null
        && rule.statement().ruleGroupReferenceStatement() != null
        && ruleGroupArn.equals(rule.statement().ruleGroupReferenceStatement().arn());
  }

  private WebACL read(WafArn arn) {
    try {
      return waf.getWebACL(request -> request.name(arn.name()).id(arn.id()).scope(Scope.REGIONAL))
          .webACL();
    } catch (WafNonexistentItemException e) {
      throw e;
    } catch (SdkException e) {
      throw AwsFailures.of("Web ACL " + arn.name(), "wafv2:GetWebACL", e);
    }
  }
}
