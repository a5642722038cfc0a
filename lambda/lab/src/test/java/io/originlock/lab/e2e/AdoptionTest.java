package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.control.Clients;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A lock that somebody made by hand, a key and a header, becomes ours. */
@Tag("verify")
@ExtendWith(RestedLock.class)
class AdoptionTest {
  private static final String BY_HAND = "made-by-hand-made-by-hand-1";

  @Test
  void theKeyMadeByHandIsTakenOverAndRetired(LabLock lock) throws IOException {
    lock.quiet();
    lock.ask("{\"action\":\"disengage\",\"force\":true}");
    makeByHand(lock);
    lock.untilServed();
    lock.load();
    String etag = lock.cloudFront().etag();

    assertThat(lock.fails("{\"action\":\"engage\"}"))
        .contains(lock.stack().output("distribution_id"))
        .contains("Engage with adopt to take it over")
        .doesNotContain(BY_HAND);
    assertThat(lock.states()).isEmpty();
    lock.ask("{\"action\":\"engage\",\"adopt\":true}");
    lock.rest();

    assertThat(lock.cloudFront().etag()).as("already what it shall be").isEqualTo(etag);
    assertThat(apiKeys(lock)).containsExactly("by-hand");
    lock.rotate("adopted-1");
    assertThat(apiKeys(lock)).hasSize(1).doesNotContain("by-hand");
    assertThat(lock.cloudFront().config()).doesNotContain(BY_HAND);
    lock.rotate("adopted-2");
    assertThat(apiKeys(lock)).hasSize(1);
    assertThat(lock.stack().terraform().plan("adopted").empty()).isTrue();
  }

  private static void makeByHand(LabLock lock) {
    try (Clients clients = new Clients(lock.site().aws().endpoint())) {
      String key =
          clients
              .apiGateway()
              .createApiKey(request -> request.name("by-hand").value(BY_HAND).enabled(true))
              .id();
      clients
          .apiGateway()
          .createUsagePlanKey(
              request ->
                  request
                      .usagePlanId(lock.stack().output("usage_plan_id"))
                      .keyId(key)
                      .keyType("API_KEY"));
    }
    lock.cloudFront().change(config -> Edits.headers(config, Map.of("x-api-key", BY_HAND)));
  }

  private static List<String> apiKeys(LabLock lock) {
    return lock.site().aws().inventory().getOrDefault("api key", List.of());
  }
}
