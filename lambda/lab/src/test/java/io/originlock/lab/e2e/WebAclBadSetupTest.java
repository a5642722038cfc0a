package io.originlock.lab.e2e;

import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.Clients;
import io.originlock.lab.control.waf.WafCalls;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the gate web-acl is set up with. */
@Tag("verify")
class WebAclBadSetupTest extends BadSetup {
  private static final String VISIBILITY =
      "'VisibilityConfig':{'SampledRequestsEnabled':false,'CloudWatchMetricsEnabled':true,"
          + "'MetricName':'m'}";

  private final WafCalls waf;
  private final String group;

  WebAclBadSetupTest(AwsLab lab, Clients clients) {
    super(lab, clients);
    this.waf = new WafCalls(lab.endpoint());
    this.group = group("lock", 100);
  }

  @Override
  Map<String, String> gate() {
    return Map.of("ORIGIN_LOCK_GATE", "web-acl", "ORIGIN_LOCK_RULE_GROUP_ARN", group);
  }

  @Test
  void aRuleGroupThatIsTooSmallIsNamedWithWhatItTakes() {
    String small = group("small", 23);
    protect(small);

    refuses(
        Map.of("ORIGIN_LOCK_RULE_GROUP_ARN", small),
        "Rule group " + lock + "-small",
        "its capacity of 23 units is too small for 2 secrets, which take 24");
  }

  @Test
  void aStageWithoutAWebAclIsNamed() {
    refuses(Map.of(), api, "It has no web ACL.");
  }

  @Test
  void aRuleGroupThatIsNotRegionalIsNamed() {
    String global = group.replace(":regional/", ":global/");
    refuses(
        Map.of("ORIGIN_LOCK_RULE_GROUP_ARN", global),
        "ORIGIN_LOCK_RULE_GROUP_ARN",
        "must be the ARN of a rule group of scope REGIONAL");
  }

  private String group(String name, int capacity) {
    return waf.call(
            "CreateRuleGroup",
            "{'Name':'%s-%s','Scope':'REGIONAL','Capacity':%d,%s}"
                .formatted(lock, name, capacity, VISIBILITY))
        .body()
        .at("/Summary/ARN")
        .asText();
  }

  /** Associates a web ACL that refers to a rule group with the stage. */
  private void protect(String ruleGroup) {
    String rule =
        "{'Name':'lock','Priority':0,'OverrideAction':{'None':{}},'Statement':{'RuleGroupReferenceStatement':{'ARN':'%s'}},%s}"
            .formatted(ruleGroup, VISIBILITY);
    String acl =
        waf.call(
                "CreateWebACL",
                "{'Name':'%s-acl','Scope':'REGIONAL','DefaultAction':{'Allow':{}},'Rules':[%s],%s}"
                    .formatted(lock, rule, VISIBILITY))
            .body()
            .at("/Summary/ARN")
            .asText();
    waf.call(
        "AssociateWebACL",
        "{'WebACLArn':'%s','ResourceArn':'arn:aws:apigateway:us-east-1::/restapis/%s/stages/live'}"
            .formatted(acl, api));
  }
}
