package io.originlock.webacl;

import io.originlock.aws.ApiStage;
import io.originlock.port.Checking;
import java.util.Optional;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/** Whether a stage's web ACL has the lock's rule group where it works. */
final class StageWebAcl {
  static final String REMEDY =
      "Associate a REGIONAL web ACL that refers to the lock's rule group with the stage: the module"
          + " gate-web-acl does both.";

  private final String ruleGroupArn;

  StageWebAcl(String ruleGroupArn) {
    this.ruleGroupArn = ruleGroupArn;
  }

  /**
   * How a stage checks by a web ACL that refers to the lock's rule group. A reference that only
   * counts today may block tomorrow: it checks.
   */
  Optional<Checking> checking(ApiStage stage, WebACL acl) {
    String remedy =
        "take the rule that refers to the lock's rule group out of web ACL "
            + acl.name()
            + ", or that web ACL off the "
            + stage.label();
    return acl.rules().stream()
        .filter(this::refers)
        .findFirst()
        .map(rule -> new Checking(false, remedy));
  }

  private boolean refers(Rule rule) {
    return rule.statement() != null
        && rule.statement().ruleGroupReferenceStatement() != null
        && ruleGroupArn.equals(rule.statement().ruleGroupReferenceStatement().arn());
  }
}
