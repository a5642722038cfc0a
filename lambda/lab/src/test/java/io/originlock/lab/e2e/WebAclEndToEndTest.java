package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.Eventually;
import io.originlock.lab.control.AwsCall;
import io.originlock.lab.control.Faults;
import io.originlock.lab.control.Faults.Effect;
import io.originlock.lab.control.Faults.Fault;
import io.originlock.lab.control.Faults.Moment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The gate web-acl; what the engine does is shown with the other gate. */
@Tag("verify")
class WebAclEndToEndTest extends EndToEnd {

  WebAclEndToEndTest() {
    super("web-acl", Map.of(), "wafv2", "cloudfront", "ssm");
  }

  /**
   * Each rotation begins with what the one before has left, which is the same but for the digest:
   * the third shows what a tenth would.
   */
  @Test
  @Order(2)
  void rotationsLeaveTheUsersRulesUntouched() throws IOException {
    LabFirewall firewall = new LabFirewall(lock);
    JsonNode webAcl = firewall.webAcl();
    JsonNode usersOwn = firewall.usersOwnGroup();
    int first = lock.current();

    for (int number = 1; number <= 3; number++) {
      lock.rotate("beside-the-users-" + number);
      assertThat(firewall.webAcl()).as("web ACL after rotation %d", number).isEqualTo(webAcl);
      assertThat(firewall.usersOwnGroup()).as("after rotation %d", number).isEqualTo(usersOwn);
      assertThat(firewall.asBadBot()).as("a bad bot after rotation %d", number).isEqualTo(403);
    }

    assertThat(lock.current()).isEqualTo(first + 3);
    assertThat(lock.site().ledger().secrets().leftover(1)).isZero();
    assertThat(firewall.lockGroup().path("Rules")).hasSize(1);
  }

  @Test
  @Order(4)
  void anAuditNamesEveryOpenDoorAndNothingElse() throws IOException {
    assertThat(audit()).isEmpty();
    LabFirewall firewall = new LabFirewall(lock);
    try (PlantedDoors doors = new PlantedDoors(lock);
        LabFirewall.Changes changes = firewall.changes()) {
      doors.method("OPTIONS", "/pets", false);
      doors.proxy("PATCH", "/pets");
      String deployment = doors.deploy();
      doors.stage(deployment);
      doors.dataTrace();
      doors.domain();
      changes.allowFirst();
      changes.sample();
      changes.legibleLog();
      changes.strangeRule();

      assertThat(audit())
          .containsExactlyInAnyOrder(
              "backend-receives-secret: PATCH /pets",
              "stage-open: " + stage().replace("prod", PlantedDoors.OTHER_STAGE),
              "logs-secret: " + stage(),
              "logs-secret: " + stage(),
              "samples-secret: " + stage(),
              "earlier-allow: " + stage(),
              "other-keys: " + firewall.label());
      assertThat(lock.ask("{\"action\":\"audit\"}").path("options")).isEmpty();
    }
    assertThat(audit()).isEmpty();
  }

  @Test
  @Order(5)
  void anAuditNamesAGateThatIsOpen() throws IOException {
    List<String> methods =
        List.of(
            "method-open: GET /files/{path+}",
            "method-open: GET /pets",
            "method-open: POST /pets",
            "method-open: GET /pets/{petId}");
    LabFirewall firewall = new LabFirewall(lock);
    lock.viewersAlone();
    try (LabFirewall.Changes changes = firewall.changes()) {
      changes.onlyCount();
      assertThat(audit())
          .containsAll(methods)
          .hasSize(5)
          .contains("rule-group-overridden: " + stage());
    }
    try (LabFirewall.Changes changes = firewall.changes()) {
      changes.dissociate();
      assertThat(audit()).containsAll(methods).hasSize(5).contains("web-acl-missing: " + stage());
    }
    try (LabFirewall.Changes changes = firewall.changes()) {
      changes.countInGroup();
      assertThat(audit())
          .containsAll(methods)
          .hasSize(5)
          .contains("rule-counts: " + firewall.label());
    }
    assertThat(audit()).isEmpty();
    lock.load();
  }

  @Test
  @Order(3)
  void aStaleTokenIsNamedByWafAndLookedAtAgain() {
    LabFirewall firewall = new LabFirewall(lock);
    Fault late =
        lock.site()
            .aws()
            .faults()
            .injectOnce(
                Faults.operation("UpdateRuleGroup").and(Faults.byFunctions()),
                Moment.BEFORE,
                new Effect.Delay(Duration.ofSeconds(2)));
    int before = lock.current();
    CompletableFuture<JsonNode> rotation =
        CompletableFuture.supplyAsync(() -> lock.rotate("overtaken"));
    Eventually.await("the worker is about to write", () -> late.struck() == 1);
    firewall.touchLockGroup();
    JsonNode rested = rotation.join();

    assertThat(lock.site().aws().calls().calls())
        .filteredOn(call -> call.operation().equals("UpdateRuleGroup"))
        .extracting(AwsCall::status)
        .contains(400);
    assertThat(rested.path("stage").asText()).isEqualTo("idle");
    assertThat(lock.current()).isEqualTo(before + 1);
    assertThat(firewall.lockGroup().path("Rules")).hasSize(1);
  }

  @Test
  @Order(6)
  void isUnlockedAndLockedAgainUnderLoad() throws IOException {
    LabFirewall firewall = new LabFirewall(lock);
    // The gate opens: whoever calls the API is let in.
    lock.viewersAlone();
    lock.disengage();

    // What Terraform is to destroy stays as it is: it counts, and refuses nobody.
    assertThat(firewall.lockGroup().path("Rules").toString())
        .contains("\"Count\"")
        .doesNotContain("\"Block\"");
    assertThat(lock.cloudFront().config())
        .doesNotContainIgnoringCase(lock.gate().header("").name());
    assertThat(lock.stack().terraform().plan("no-lock").empty()).isTrue();

    lock.engage();
    lock.load();
    lock.rotate("engaged");
    assertThat(lock.status().path("gate").path("open_methods")).isEmpty();
    assertThat(firewall.asBadBot()).isEqualTo(403);
  }

  @Test
  @Order(8)
  void isNotClosedWhereViewersWouldBeRefused() throws IOException {
    String exceptHost = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
    String allViewer = "216adef6-5c7f-47e4-b989-5492eafa07d3";
    lock.viewersAlone();
    lock.ask("{\"action\":\"unenforce\"}");
    lock.rest();
    // Their own Host goes on to the API, which refuses it, locked or not.
    mayRefuse = true;
    lock.cloudFront().change(config -> config.replace(exceptHost, allViewer));

    assertThat(lock.fails("{\"action\":\"enforce\"}"))
        .contains("enforce is refused", "(forwarded-host)", "API Gateway answers 403");
    assertThat(new LabFirewall(lock).lockGroup().path("Rules").toString()).contains("\"Count\"");

    lock.cloudFront().change(config -> config.replace(allViewer, exceptHost));
    lock.rest();
    lock.ask("{\"action\":\"enforce\"}");
    lock.rest();
    assertThat(lock.status().path("stage").asText()).isEqualTo("idle");
    lock.load();
  }

  @Test
  @Order(7)
  void wafHoldsDigestsAlone() throws IOException {
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

  @Test
  @Order(98)
  void isDestroyedAndLeavesNothing() throws IOException {
    lock.quiet();
    lock.stack().destroy();
    assertThat(lock.site().aws().inventory().entrySet())
        .allSatisfy(kind -> assertThat(kind.getValue()).as(kind.getKey()).isEmpty());
  }
}
