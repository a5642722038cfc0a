package io.originlock.webacl;

import io.originlock.aws.WafArn;
import io.originlock.examine.GateTraits;
import io.originlock.gate.GateKind;
import io.originlock.gate.InstalledGate;
import io.originlock.gate.InstalledGate.StandsOn;
import io.originlock.gate.Refusal;
import io.originlock.gate.Workshop;
import io.originlock.settings.Environment;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/** The gate {@code web-acl}: a rule group in the web ACLs of the stages. */
public final class WebAclKind implements GateKind {

  @Override
  public String label() {
    return "web-acl";
  }

  @Override
  public GateTraits proposed() {
    return WebAclTraits.proposed();
  }

  @Override
  public InstalledGate install(Environment settings, Workshop workshop) {
    String group =
        settings.matching(
            "ORIGIN_LOCK_RULE_GROUP_ARN",
            WafArn.REGIONAL_RULE_GROUP,
            "the ARN of a rule group of scope REGIONAL, arn:aws:wafv2:<region>:<account>:"
                + "regional/rulegroup/<name>/<id>");
    Wafv2Client waf = workshop.aws().waf();
    return new InstalledGate(
        new WebAclGate(
            waf,
            workshop.aws().apiGateway(),
            group,
            workshop.stages(),
            workshop.random(),
            workshop.clock()),
        new RuleGroupLook(
            new RuleGroup(waf, WafArn.parse(group, WafArn.RULE_GROUP, RuleGroup.ARN_REMEDY)),
            group),
        Refusal.forbidden(),
        StandsOn.ruleGroup(group));
  }
}
