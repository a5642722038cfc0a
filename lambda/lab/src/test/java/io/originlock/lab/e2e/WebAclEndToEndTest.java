package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.control.AwsCall;
import io.originlock.lab.control.Eventually;
import io.originlock.lab.control.Faults;
import io.originlock.lab.control.Faults.Effect;
import io.originlock.lab.control.Faults.Fault;
import io.originlock.lab.control.Faults.Moment;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The gate web-acl; what the engine does is shown with the other gate. */
class WebAclEndToEndTest extends EndToEnd {

  WebAclEndToEndTest() {
    super("web-acl", Map.of("gate", "web-acl"));
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
