package io.originlock.webacl;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.aws.WafArn;
import io.originlock.fake.FakeWaf;
import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.gate.GateSight;
import io.originlock.survey.Unread.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the lock's rule group says by itself. */
class RuleGroupLookTest {
  private final FakeWaf waf = new FakeWaf();

  @AfterEach
  void stop() {
    waf.close();
  }

  @Test
  void anEmptyGroupBlocksNobody() {
    assertThat(look(FakeWaf.GROUP).look().found())
        .extracting(Finding::kind)
        .containsExactly(Kind.RULE_COUNTS);
  }

  @Test
  void oneThatIsNotThereIsUnread() {
    GateSight sight = look(FakeWaf.GROUP.replace("rg-1", "rg-2")).look();

    assertThat(sight.found()).isEmpty();
    assertThat(sight.unread())
        .singleElement()
        .satisfies(
            unread -> {
              assertThat(unread.part()).isEqualTo(Part.RULE_GROUP);
              assertThat(unread.place()).isEqualTo("rule group origin-lock-prod (rg-2)");
            });
  }

  private RuleGroupLook look(String arn) {
    return new RuleGroupLook(
        new RuleGroup(waf.client(), WafArn.parse(arn, WafArn.RULE_GROUP, RuleGroup.ARN_REMEDY)),
        arn);
  }
}
