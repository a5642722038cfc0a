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

  @Test
  @Order(2)
  void theUsersOwnRulesStayAndBlock() throws IOException {
    LabFirewall firewall = new LabFirewall(lock);
    JsonNode webAcl = firewall.webAcl();
    JsonNode usersOwn = firewall.usersOwnGroup();

    lock.rotate("beside-the-users");

    assertThat(firewall.webAcl()).isEqualTo(webAcl);
    assertThat(firewall.usersOwnGroup()).isEqualTo(usersOwn);
    assertThat(firewall.asBadBot()).isEqualTo(403);
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
              "domain-bypass: domain " + PlantedDoors.DOMAIN,
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
            "method-open: GET /pets/{petId}",
            "method-open: GET /origin-lock-probe");
    LabFirewall firewall = new LabFirewall(lock);
    lock.viewersAlone();
    try (LabFirewall.Changes changes = firewall.changes()) {
      changes.onlyCount();
      assertThat(audit())
          .containsAll(methods)
          .hasSize(6)
          .contains("rule-group-overridden: " + stage());
    }
    try (LabFirewall.Changes changes = firewall.changes()) {
      changes.dissociate();
      assertThat(audit()).containsAll(methods).hasSize(6).contains("web-acl-missing: " + stage());
    }
    try (LabFirewall.Changes changes = firewall.changes()) {
      changes.countInGroup();
      assertThat(audit())
          .containsAll(methods)
          .hasSize(6)
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
}
