package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.Eventually;
import io.originlock.lab.control.Clients;
import io.originlock.lab.load.Viewers;
import io.originlock.lab.terraform.TerraformRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ssm.SsmClient;

/** A second distribution in front of the same API joins the lock, and leaves it. */
@Tag("verify")
@ExtendWith(RestedLock.class)
class MembersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aDistributionJoinsAndLeaves(LabLock lock) throws IOException {
    RawCloudFront.Made second =
        RawCloudFront.create(lock.site().aws().endpoint(), withoutSecret(lock));
    RawCloudFront secondRaw = new RawCloudFront(lock.site().aws().endpoint(), second.id());

    lock.stack().terraform().with(Map.of("more_distributions", List.of(member(second)))).apply();
    lock.rest();
    assertThat(secondRaw.config()).as("after joining").contains(secret(lock));

    Viewers others = lock.viewersOf(second.domain());
    try {
      lock.rotate("both");
      assertThat(lock.cloudFront().config()).contains(secret(lock));
      assertThat(secondRaw.config()).contains(secret(lock));
      JsonNode distributions = lock.status().path("distributions");
      assertThat(distributions).hasSize(2);
    } finally {
      others.close();
    }

    lock.stack().terraform().apply();
    String last = secret(lock);
    String etag = secondRaw.etag();
    lock.rotate("the first alone");

    assertThat(secret(lock)).isNotEqualTo(last);
    assertThat(lock.cloudFront().config()).contains(secret(lock));
    assertThat(secondRaw.etag()).as("no member, left alone").isEqualTo(etag);
    assertThat(lock.status().path("distributions")).hasSize(1);
    assertThat(lock.stack().terraform().plan("one-member").empty()).isTrue();
    secondRaw.delete();
  }

  @Test
  void aReleasedOneKeepsTheHeaderUntilItLeadsElsewhere(LabLock lock) throws IOException {
    RawCloudFront.Made second =
        RawCloudFront.create(lock.site().aws().endpoint(), withoutSecret(lock));
    RawCloudFront secondRaw = new RawCloudFront(lock.site().aws().endpoint(), second.id());
    TerraformRun both =
        lock.stack().terraform().with(Map.of("more_distributions", List.of(member(second))));
    both.apply();
    lock.rest();
    assertThat(members(lock)).contains(second.id());
    Viewers others = lock.viewersOf(second.domain());
    try {
      release(lock, second);
      JsonNode rested = lock.rest();
      String stage = lock.stack().output("rest_api_id") + "/" + lock.stack().stage();
      assertThat(rested.path("awaiting").asText())
          .contains(second.id() + " still leads to " + stage, "which checks the secret");
      assertThat(lock.status().path("released"))
          .singleElement()
          .satisfies(
              each -> {
                assertThat(each.path("member").asText()).isEqualTo(second.id());
                assertThat(each.path("let_go").asBoolean()).isFalse();
                assertThat(each.path("check").asText()).contains("route " + second.id());
              });

      lock.rotate("with the released one");
      assertThat(secondRaw.config()).as("it takes part").contains(secret(lock));
    } finally {
      others.close();
    }

    secondRaw.change(config -> Edits.headers(config, Map.of()));
    lock.rest();
    assertThat(secondRaw.config()).as("somebody took it off").contains(secret(lock));
    secondRaw.change(MembersTest::elsewhere);
    Eventually.await(
        "the second is let go",
        () -> {
          lock.rest();
          return !members(lock).contains(second.id());
        });
    assertThat(secondRaw.config()).doesNotContain(secret(lock));
    String etag = secondRaw.etag();
    lock.rotate("without the released one");
    assertThat(secondRaw.etag()).as("no member, left alone").isEqualTo(etag);
    assertThat(lock.status().path("released").path(0).path("let_go").asBoolean()).isTrue();
    assertThat(lock.status().path("awaiting").isNull()).isTrue();

    secondRaw.delete();
    lock.rotate("though the released one is gone");
    lock.stack().terraform().apply();
    assertThat(lock.rest().path("stage").asText()).isEqualTo("idle");
  }

  /** As the owner of the root says it, once the lock's module has that variable. */
  private static void release(LabLock lock, RawCloudFront.Made second) throws IOException {
    try (Clients clients = new Clients(lock.site().aws().endpoint())) {
      String function = lock.stack().functionName();
      Map<String, String> variables =
          new HashMap<>(
              clients
                  .lambda()
                  .getFunctionConfiguration(r -> r.functionName(function))
                  .environment()
                  .variables());
      ArrayNode listed = (ArrayNode) JSON.readTree(variables.get("ORIGIN_LOCK_DISTRIBUTIONS"));
      ObjectNode released = JSON.createObjectNode();
      for (int i = listed.size() - 1; i >= 0; i--) {
        if (listed.get(i).path("id").asText().equals(second.id())) {
          released.putArray("distributions").add(listed.remove(i));
        }
      }
      variables.put("ORIGIN_LOCK_DISTRIBUTIONS", listed.toString());
      variables.put("ORIGIN_LOCK_RELEASED", released.toString());
      clients
          .lambda()
          .updateFunctionConfiguration(
              r -> r.functionName(function).environment(e -> e.variables(variables)));
      String version = clients.lambda().publishVersion(r -> r.functionName(function)).version();
      clients
          .lambda()
          .updateAlias(
              r ->
                  r.functionName(function)
                      .name(lock.stack().output("rotate_alias"))
                      .functionVersion(version));
    }
  }

  private static List<String> members(LabLock lock) {
    try (SsmClient ssm = lock.ssm()) {
      String name = lock.stack().output("path") + "/published";
      String text = ssm.getParameter(r -> r.name(name).withDecryption(true)).parameter().value();
      List<String> all = new ArrayList<>();
      JSON.readTree(text).at("/members/distributions").forEach(each -> all.add(each.asText()));
      return all;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Its one behaviour uses another origin; the first stays, with its header. */
  private static String elsewhere(String config) {
    return Edits.secondOrigin(config, "elsewhere", "other.example.com")
        .replace("<TargetOriginId>api<", "<TargetOriginId>elsewhere<");
  }

  private static Map<String, Object> member(RawCloudFront.Made made) {
    return Map.of(
        "id",
        made.id(),
        "arn",
        "arn:aws:cloudfront::123456789012:distribution/" + made.id(),
        "origins",
        List.of("api"),
        "probe_url",
        "https://" + made.domain() + "/origin-lock-probe");
  }

  /** The first one's configuration as somebody would copy it: another reference, no header yet. */
  private static String withoutSecret(LabLock lock) {
    return Edits.anotherReference(Edits.headers(lock.cloudFront().config(), Map.of()));
  }

  private static String secret(LabLock lock) {
    return List.copyOf(lock.keys().values()).get(0);
  }
}
