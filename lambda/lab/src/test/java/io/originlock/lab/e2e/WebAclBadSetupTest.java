package io.originlock.lab.e2e;

import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.Clients;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the gate web-acl is set up with. */
@Tag("verify")
class WebAclBadSetupTest extends BadSetup {
  private final BareFirewall firewall;
  private final String group;

  WebAclBadSetupTest(AwsLab lab, Clients clients) {
    super(lab, clients);
    this.firewall = new BareFirewall(lab.endpoint(), lock);
    this.group = firewall.group("lock", 100);
  }

  @Override
  Map<String, String> gate() {
    return Map.of("ORIGIN_LOCK_GATE", "web-acl", "ORIGIN_LOCK_RULE_GROUP_ARN", group);
  }

  @Test
  void aRuleGroupThatIsTooSmallIsNamedWithWhatItTakes() {
    String small = firewall.group("small", 23);
    firewall.protect(api, "live", small);

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
}
