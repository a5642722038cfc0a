package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.control.AwsCall;
import io.originlock.lab.control.Faults;
import io.originlock.lab.control.Faults.Effect;
import io.originlock.lab.control.Faults.Moment;
import io.originlock.lab.demo.Repository;
import io.originlock.lab.functions.Outcome;
import io.originlock.lab.ledger.Kind;
import io.originlock.lab.terraform.TerraformRun.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * The engine and the gate api-key. What the SDK does not know is {@link ForeignElementsTest}'s;
 * what the fault matrix shows as well is {@code make verify}'s.
 */
class LockEndToEndTest extends EndToEnd {
  private static final int TICKS = 10;
  private static final Pattern SAID =
      Pattern.compile("A tick of a lock at rest makes up to (\\d+) calls");

  LockEndToEndTest() {
    super("api-key", Map.of("reserved_concurrency", 2));
  }

  @Test
  @Tag("verify")
  @Order(2)
  void aScheduleDeliveredTwiceRotatesOnce() {
    lock.rotate("twice");
    String once = current();
    assertThat(
            lock.ask("{\"action\":\"rotate\",\"request_id\":\"twice\"}").path("outcome").asText())
        .isEqualTo("unchanged");
    assertThat(current()).isEqualTo(once);
  }

  @Test
  @Order(3)
  void aPlanOlderThanTheLastRotationIsRefused() {
    Plan stale = plan("stale");
    lock.rotate("after-the-plan");
    refusesAsOlderThanTheLastRotation(stale);
  }

  @Test
  @Order(4)
  void anOldHeaderPutBackIsRepairedByTheNextTick() {
    String old = lock.keys().values().iterator().next();
    lock.rotate("then-put-back");
    String now = lock.keys().values().iterator().next();
    // Its key is gone: until the tick and the hosts' lag are over, edges that have it are refused.
    mayRefuse = true;

    Instant putBack = lock.site().clock().instant();
    lock.cloudFront().change(config -> config.replace(now, old));
    lock.rest();

    Instant honouredAgain =
        lock.site().aws().calls().calls().stream()
            .filter(call -> call.operation().equals("CreateUsagePlanKey"))
            .map(AwsCall::time)
            .filter(time -> time.isAfter(putBack))
            .findFirst()
            .orElseThrow();
    assertThat(lock.site().ledger().outcomes())
        .filteredOn(o -> o.kind() == Kind.VIEWER && o.at().isAfter(putBack) && !o.passed())
        .as("refused only until the tick and the hosts' lag are over")
        .allSatisfy(o -> assertThat(o.at()).isBefore(honouredAgain.plus(LabLock.HOSTS_LAG)));
    assertThat(lock.cloudFront().config()).contains(now).doesNotContain(old);
    assertThat(lock.keys().values()).containsExactly(now);
    long settled = lock.refused();
    lock.rotate("after-the-repair");
    assertThat(lock.refused()).isEqualTo(settled);
  }

  @Test
  @Order(5)
  void anAuditNamesTheMethodThatIsOpenAndNoOther() {
    assertThat(audit()).isEmpty();
    try (PlantedDoors doors = new PlantedDoors(lock)) {
      doors.method("DELETE", "/pets/{petId}", false);
      assertThat(audit()).as("what is not deployed").isEmpty();
      doors.deploy();
      assertThat(audit()).containsExactly("method-open: DELETE /pets/{petId}");
    }
    assertThat(audit()).isEmpty();
  }

  @Test
  @Order(6)
  void anAuditNamesEveryOpenDoorAndNothingElse() {
    String plan = lock.stack().output("usage_plan_id");
    try (PlantedDoors doors = new PlantedDoors(lock)) {
      doors.method("DELETE", "/pets/{petId}", false);
      doors.method("ANY", "/pets/{petId}", false);
      doors.method("OPTIONS", "/pets", false);
      doors.method("HEAD", "/pets", true);
      doors.proxy("PATCH", "/pets");
      doors.mapped("PUT", "/pets", "X-Api-Key");
      String deployment = doors.deploy();
      doors.stage(deployment);
      doors.canary(deployment);
      doors.accessLog("$context.requestId $context.identity.apiKey");
      doors.domain();
      doors.curiousWebAcl();
      doors.key(plan, "a partner's");
      String others = doors.plan();
      doors.key(others, "another partner's");
      doors.keysFromAuthorizers();

      assertThat(audit())
          .containsExactlyInAnyOrder(
              "method-open: DELETE /pets/{petId}",
              "method-open: ANY /pets/{petId}",
              "backend-receives-secret: PATCH /pets",
              "backend-receives-secret: PUT /pets",
              "stage-open: " + stage().replace("prod", PlantedDoors.OTHER_STAGE),
              "canary: " + stage(),
              "logs-secret: " + stage(),
              "logs-secret: " + stage(),
              "samples-secret: " + stage(),
              "domain-bypass: domain " + PlantedDoors.DOMAIN,
              "other-keys: usage plan " + plan,
              "other-keys: usage plan " + others + " (partners)",
              "key-source: REST API " + lock.stack().output("rest_api_id"));
      JsonNode answer = lock.ask("{\"action\":\"audit\"}");
      assertThat(answer.path("options"))
          .extracting(JsonNode::asText)
          .containsExactly("prod: OPTIONS /pets");
      assertThat(answer.path("open").asInt()).isEqualTo(2);
      assertThat(answer.toString()).doesNotContain(lock.keys().values());
    }
    assertThat(audit()).isEmpty();
  }

  /** CloudTrail and GuardDuty are billed by these calls. */
  @Test
  @Tag("verify")
  @Order(7)
  void aTickAtRestAsksAsOftenAsItsCostsSay() throws IOException {
    lock.rest();
    List<AwsCall> before = lock.site().aws().calls().calls();
    for (int tick = 0; tick < TICKS; tick++) {
      lock.ask(TICK);
    }

    List<AwsCall> all = lock.site().aws().calls().calls();
    Map<String, Long> asked =
        all.subList(before.size(), all.size()).stream()
            .filter(call -> call.caller().equals(lock.stack().functionName()))
            // CloudTrail has no PutLogEvents.
            .filter(call -> !call.service().equals("logs"))
            .collect(
                Collectors.groupingBy(
                    call -> call.service() + ":" + call.operation(), Collectors.counting()));
    Matcher said =
        SAID.matcher(Files.readString(Repository.find().root().resolve("docs/costs.md")));
    assertThat(said.find()).isTrue();
    int most = Integer.parseInt(said.group(1));
    assertThat(asked.values().stream().mapToLong(Long::longValue).sum() / (double) TICKS)
        .as("the calls of %d ticks: %s", TICKS, new TreeMap<>(asked))
        // A short history is one page, which is asked for twice.
        .isBetween(most - 2.0, (double) most);
  }

  @Test
  @Tag("verify")
  @Order(13)
  void anAuditGoesOnWhereSomethingCannotBeLookedAt() {
    String classic;
    try (PlantedDoors doors = new PlantedDoors(lock)) {
      doors.method("DELETE", "/pets/{petId}", false);
      doors.deploy();
      doors.domainByRule();
      classic = doors.classicWebAcl();
      lock.site()
          .aws()
          .faults()
          .injectOnce(
              Faults.operation("ListDistributions"),
              Moment.BEFORE,
              new Effect.Error(403, "AccessDenied"));

      assertThat(audit())
          .containsExactlyInAnyOrder(
              "unread: CloudFront distributions",
              "unread: web ACL " + classic,
              "method-open: DELETE /pets/{petId}",
              "domain-bypass: domain " + PlantedDoors.RULED_DOMAIN);
    }
    assertThat(audit()).isEmpty();
  }

  @Test
  @Tag("verify")
  @Order(14)
  void whatIsAcceptedIsShownApartAndCountsNowhere() {
    try (PlantedDoors doors = new PlantedDoors(lock)) {
      for (String verb : List.of("PATCH", "PUT", "DELETE")) {
        doors.proxy(verb, "/pets");
      }
      doors.deploy();
      assertThat(audit()).hasSize(3).allMatch(found -> found.startsWith("backend-receives-secret"));

      JsonNode answer =
          lock.ask(
              """
              {"action": "audit", "accepted_findings": [{"kind": "backend-receives-secret",
               "place": "%s*", "reason": "Proxies of ours."}]}
              """
                  .formatted(stage()));
      assertThat(answer.path("message").asText())
          .isEqualTo("No way around the lock was found. 3 more are accepted.");
      assertThat(answer.path("findings")).isEmpty();
      assertThat(answer.path("accepted"))
          .hasSize(3)
          .allMatch(each -> each.path("reason").asText().equals("Proxies of ours."));
    }
  }

  @Test
  @Tag("verify")
  @Order(7)
  void theSlowInvocationThatWakesUpLateDoesNoHarm() {
    // The slow one hangs in its first look at CloudFront while another finishes the rotation.
    lock.site()
        .aws()
        .faults()
        .injectOnce(
            Faults.operation("GetDistribution"),
            Moment.AFTER,
            new Effect.Delay(Duration.ofSeconds(6)));
    CompletableFuture<Outcome> slow =
        CompletableFuture.supplyAsync(
            () -> lock.invoke("{\"action\":\"rotate\",\"request_id\":\"slow\"}"));
    JsonNode quick = lock.rest();
    slow.join();
    lock.rest();

    assertThat(quick.path("stage").asText()).isEqualTo("idle");
    assertThat(lock.keys()).hasSize(1);
  }

  @Test
  @Tag("verify")
  @Order(8)
  void pauseHoldsRotationsBack() {
    lock.ask("{\"action\":\"pause\"}");
    String before = current();
    assertThat(
            lock.ask("{\"action\":\"rotate\",\"request_id\":\"paused\"}").path("outcome").asText())
        .isEqualTo("declined");
    lock.ask("{\"action\":\"unpause\"}");
    lock.rest();
    assertThat(current()).isEqualTo(before);
  }

  @Test
  @Order(9)
  void aBrokenStateIsRefusedAndRestored() {
    try (SsmClient ssm = lock.ssm()) {
      String folder = lock.stack().output("path") + "/state";
      List<String> names =
          ssm.getParametersByPathPaginator(r -> r.path(folder)).stream()
              .flatMap(page -> page.parameters().stream())
              .map(Parameter::name)
              .sorted()
              .toList();
      String newest = names.get(names.size() - 1);
      ssm.putParameter(
          r ->
              r.name(newest)
                  .value("{\"schema\":")
                  .type(ParameterType.SECURE_STRING)
                  .overwrite(true));
    }
    String etag = lock.cloudFront().etag();
    Map<String, String> keys = lock.keys();

    assertThat(lock.fails(TICK)).contains("state/").contains("restore");
    assertThat(lock.cloudFront().etag()).isEqualTo(etag);
    assertThat(lock.keys()).isEqualTo(keys);
    assertThat(lock.ask("{\"action\":\"restore\"}").path("message").asText())
        .startsWith("Restoring would write");
    lock.ask("{\"action\":\"restore\",\"force\":true}");
    lock.rest();
    lock.rotate("after-restore");

    assertThat(lock.keys()).hasSize(1);
  }

  @Test
  @Order(10)
  void badEventsAreRefusedByNameAndChangeNothing() {
    String etag = lock.cloudFront().etag();
    assertThat(lock.fails("{\"action\":\"explode\"}")).contains("\"explode\" is no action");
    assertThat(lock.fails("{\"action\":\"rotate\",\"force\":1}")).contains("\"force\"");
    assertThat(lock.cloudFront().etag()).isEqualTo(etag);
  }

  @Test
  @Order(11)
  void statusNamesTheStageAndHoldsNoSecret() {
    JsonNode status = lock.status();
    assertThat(status.path("stage").asText()).isEqualTo("idle");
    assertThat(status.path("gate").path("open_methods")).isEmpty();
    assertThat(status.path("distributions").path(0).path("presents").path(0).asText())
        .isEqualTo(status.path("current").asText());
    assertThat(status.toString()).doesNotContain(lock.keys().values());
  }

  @Test
  @Order(12)
  void revokeKillsTheLeakedSecretAndComesBack() {
    String leaked = lock.keys().values().iterator().next();
    mayRefuse = true;

    lock.ask("{\"action\":\"revoke\",\"request_id\":\"leak\"}");
    assertThat(lock.keys().values()).doesNotContain(leaked).hasSize(1);
    lock.rest();

    long settled = lock.refused();
    lock.rotate("after-revoke");
    assertThat(lock.refused()).isEqualTo(settled);
  }
}
