package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The gate web-acl over a long time: what is the user's stays as it is, and no secret is in it. */
@Tag("verify")
@ExtendWith(RestedWebAclLock.class)
class UsersRulesTest {

  @Test
  void tenRotationsLeaveTheUsersRulesUntouched(LabLock lock) throws IOException {
    LabFirewall firewall = new LabFirewall(lock);
    JsonNode webAcl = firewall.webAcl();
    JsonNode usersOwn = firewall.usersOwnGroup();
    int first = lock.current();

    for (int number = 1; number <= 10; number++) {
      lock.rotate("ten-" + number);
      assertThat(firewall.webAcl()).as("web ACL after rotation %d", number).isEqualTo(webAcl);
      assertThat(firewall.usersOwnGroup()).as("after rotation %d", number).isEqualTo(usersOwn);
      assertThat(firewall.asBadBot()).as("a bad bot after rotation %d", number).isEqualTo(403);
    }

    assertThat(lock.current()).isEqualTo(first + 10);
    assertThat(firewall.lockGroup().path("Rules")).hasSize(1);
    assertThat(lock.stack().terraform().plan("after-ten").empty()).isTrue();
  }

  @Test
  void isUnlockedAndLockedAgainUnderLoad(LabLock lock) throws IOException {
    LabFirewall firewall = new LabFirewall(lock);
    // The gate opens: whoever calls the API is let in.
    lock.viewersAlone();
    lock.disengage();

    assertThat(firewall.lockGroup().path("Rules")).isEmpty();
    assertThat(lock.cloudFront().config())
        .doesNotContainIgnoringCase(lock.gate().header("").name());
    assertThat(lock.stack().terraform().plan("no-lock").empty()).isTrue();

    lock.ask("{\"action\":\"engage\"}");
    lock.rest();
    lock.load();
    lock.rotate("engaged");
    assertThat(lock.status().path("gate").path("open_methods")).isEmpty();
    assertThat(firewall.asBadBot()).isEqualTo(403);
  }

  @Test
  void wafHoldsDigestsAlone(LabLock lock) throws IOException {
    LabFirewall firewall = new LabFirewall(lock);
    Set<String> secrets = lock.site().ledger().secrets().all();
    String shown = lock.stack().terraform().show();
    String plan = lock.stack().terraform().planDestroy();

    assertThat(firewall.samples()).as("what is sampled").isEmpty();
    assertThat(firewall.unredactedLogs()).as("logs that show the header").isEmpty();
    assertThat(shown).contains("aws_wafv2_rule_group");
    assertThat(plan).contains("to destroy");
    for (String text :
        List.of(
            firewall.lockGroup().toString(),
            firewall.webAcl().toString(),
            firewall.terraformState(),
            shown,
            plan)) {
      assertThat(secrets).noneMatch(text::contains);
    }
  }
}
