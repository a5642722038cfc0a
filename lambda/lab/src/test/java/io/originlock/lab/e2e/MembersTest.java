package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.Eventually;
import io.originlock.lab.load.Viewers;
import java.io.IOException;
import java.util.ArrayList;
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
  void aDistributionJoinsAndIsLetGoWhenItLeadsElsewhere(LabLock lock) throws IOException {
    RawCloudFront.Made second =
        RawCloudFront.create(lock.site().aws().endpoint(), withoutSecret(lock));
    RawCloudFront secondRaw = new RawCloudFront(lock.site().aws().endpoint(), second.id());
    lock.stack().change(Map.of("more_distributions", List.of(member(second))));
    lock.rest();
    assertThat(secondRaw.config()).as("after joining").contains(secret(lock));
    assertThat(members(lock)).contains(second.id());

    Viewers others = lock.viewersOf(second.domain());
    try {
      lock.rotate("both");
      assertThat(lock.cloudFront().config()).contains(secret(lock));
      assertThat(secondRaw.config()).contains(secret(lock));

      lock.stack().change(Map.of("released", List.of(second.id())));
      isAwaited(lock, second.id());
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
    lock.stack().change(Map.of("more_distributions", List.of(), "released", List.of()));
    assertThat(lock.rest().path("stage").asText()).isEqualTo("idle");
    assertThat(lock.status().path("distributions")).hasSize(1);
    assertThat(lock.stack().terraform().plan("one-member").empty()).isTrue();
  }

  private static void isAwaited(LabLock lock, String id) {
    String stage = lock.stack().output("rest_api_id") + "/" + lock.stack().stage();
    assertThat(lock.rest().path("awaiting").asText())
        .contains(id + " still leads to " + stage, "which checks the secret");
    assertThat(lock.status().path("released"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("member").asText()).isEqualTo(id);
              assertThat(each.path("let_go").asBoolean()).isFalse();
              assertThat(each.path("check").asText()).contains("route " + id);
            });
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
