package io.originlock.lab.e2e;

import io.originlock.lab.control.waf.WafCalls;
import java.net.URI;

/** WAF in an AWS that is made without Terraform. */
final class BareFirewall {
  private static final String VISIBILITY =
      "'VisibilityConfig':{'SampledRequestsEnabled':false,'CloudWatchMetricsEnabled':true,"
          + "'MetricName':'m'}";

  private final WafCalls waf;
  private final String prefix;

  /**
   * @param prefix of all that it makes
   */
  BareFirewall(URI endpoint, String prefix) {
    this.waf = new WafCalls(endpoint);
    this.prefix = prefix;
  }

  /** Makes a web ACL for distributions; returns its ARN. */
  static String forDistributions(URI endpoint, String name) {
    return arn(
        new WafCalls(endpoint),
        "CreateWebACL",
        "{'Name':'%s','Scope':'CLOUDFRONT','DefaultAction':{'Allow':{}},%s}"
            .formatted(name, VISIBILITY));
  }

  /** Makes a rule group; returns its ARN. */
  String group(String name, int capacity) {
    return arn(
        waf,
        "CreateRuleGroup",
        "{'Name':'%s-%s','Scope':'REGIONAL','Capacity':%d,%s}"
            .formatted(prefix, name, capacity, VISIBILITY));
  }

  /** Associates a web ACL that refers to a rule group with a stage. */
  void protect(String api, String stage, String ruleGroup) {
    String rule =
        "{'Name':'lock','Priority':0,'OverrideAction':{'None':{}},'Statement':{'RuleGroupReferenceStatement':{'ARN':'%s'}},%s}"
            .formatted(ruleGroup, VISIBILITY);
    associate(api, stage, "{'Allow':{}}", rule);
  }

  /** Associates a web ACL that blocks everything with a stage. */
  void block(String api, String stage) {
    associate(api, stage, "{'Block':{}}", "");
  }

  /** Takes its web ACL from a stage. */
  void release(String api, String stage) {
    waf.call("DisassociateWebACL", "{'ResourceArn':'%s'}".formatted(arn(api, stage)));
  }

  private void associate(String api, String stage, String byDefault, String rules) {
    String acl =
        arn(
            waf,
            "CreateWebACL",
            "{'Name':'%s-acl','Scope':'REGIONAL','DefaultAction':%s,'Rules':[%s],%s}"
                .formatted(prefix, byDefault, rules, VISIBILITY));
    waf.call(
        "AssociateWebACL", "{'WebACLArn':'%s','ResourceArn':'%s'}".formatted(acl, arn(api, stage)));
  }

  private static String arn(String api, String stage) {
    return "arn:aws:apigateway:us-east-1::/restapis/%s/stages/%s".formatted(api, stage);
  }

  private static String arn(WafCalls waf, String operation, String body) {
    return waf.call(operation, body).body().at("/Summary/ARN").asText();
  }
}
