package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.control.Clients;
import io.originlock.lab.control.Query;
import io.originlock.lab.control.iam.RolePolicy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/**
 * A lock that somebody made by hand, a key and a header, becomes ours. The first test looks at the
 * role before adoption is allowed, too; the second keeps it allowed.
 */
@Tag("verify")
@ExtendWith(RestedLock.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdoptionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BY_HAND = "made-by-hand-made-by-hand-1";
  private static final String OURS =
      "{\"tags\":{\"origin-lock\":\"petstore\",\"origin-lock-secret\":\"g1.00000000\"}}";

  private boolean adopting;

  /** The worker takes keys over under the very policy that Terraform makes of this. */
  private void adopting(LabLock lock) {
    if (!adopting) {
      adopting = true;
      lock.stack().change(Map.of("adopt_existing", true, "tags", Map.of("team", "pets")));
      lock.rest();
    }
  }

  @AfterAll
  void adoptNoMore(LabLock lock) {
    lock.stack().change(Map.of("adopt_existing", false, "tags", Map.of()));
  }

  @Test
  @Order(2)
  void theKeyMadeByHandIsTakenOverAndRetired(LabLock lock) throws IOException {
    adopting(lock);
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

  @Test
  @Order(1)
  void theRoleMayTagApiKeysAloneWithOurTagsAndOthersKeysWithAdoptionAlone(LabLock lock) {
    try (Clients clients = new Clients(lock.site().aws().endpoint())) {
      ApiGatewayClient gateway = clients.apiGateway();
      String ours = key(gateway, Map.of("origin-lock", "petstore"));
      String theirs = key(gateway, Map.of("origin-lock", "orders"));
      String free = key(gateway, Map.of("team", "web"));
      try {
        try (RolePolicy policy = policy(lock, gateway)) {
          assertThat(tags(policy, "/apikeys/" + ours, OURS)).isTrue();
          assertThat(tags(policy, "/apikeys/" + free, OURS)).as("without adoption").isFalse();
        }
        adopting(lock);
        try (RolePolicy policy = policy(lock, gateway)) {
          tagsWithAdoption(policy, ours, theirs, free);
          makesKeysWithTheUsersTagsAlone(policy);
          tagsNothingElse(policy, lock.stack().output("usage_plan_id"), ours, free);
        }
      } finally {
        List.of(ours, theirs, free).forEach(id -> gateway.deleteApiKey(r -> r.apiKey(id)));
      }
    }
  }

  private static void tagsWithAdoption(RolePolicy policy, String ours, String theirs, String free) {
    assertThat(tags(policy, "/apikeys/" + ours, OURS)).isTrue();
    assertThat(tags(policy, "/apikeys/" + free, OURS)).isTrue();
    assertThat(tags(policy, "/apikeys/" + theirs, OURS)).as("another lock's").isFalse();
  }

  private static void makesKeysWithTheUsersTagsAlone(RolePolicy policy) {
    assertThat(makes(policy, "'origin-lock':'petstore','team':'pets'")).isTrue();
    assertThat(makes(policy, "'origin-lock':'petstore'")).as("without").isTrue();
    for (String other :
        List.of(
            "'team':'pets'",
            "'origin-lock':'orders','team':'pets'",
            "'origin-lock':'petstore','team':'web'",
            "'origin-lock':'petstore','Team':'pets'",
            "'origin-lock':'petstore','team':'pets','owner':'me'")) {
      assertThat(makes(policy, other)).as(other).isFalse();
    }
  }

  private static boolean makes(RolePolicy policy, String tags) {
    String body = "{'name':'k','tags':{%s}}".formatted(tags).replace('\'', '"');
    return policy.allows("POST", "/apikeys", "", body);
  }

  private static void tagsNothingElse(RolePolicy policy, String plan, String ours, String free) {
    for (String other :
        List.of(
            "{\"tags\":{\"team\":\"pets\"}}",
            "{\"tags\":{\"origin-lock\":\"petstore\",\"team\":\"pets\"}}",
            "{\"tags\":{\"origin-lock\":\"orders\"}}",
            "{\"tags\":{\"origin-lock-secret\":\"g1.00000000\"}}",
            "{\"tags\":{}}",
            "{}")) {
      assertThat(tags(policy, "/apikeys/" + free, other)).as(other).isFalse();
    }
    for (String resource :
        List.of(
            "/usageplans/" + plan,
            "/restapis/a1b2c3d4e5",
            "/restapis/a1b2c3d4e5/stages/prod",
            "/domainnames/example.com")) {
      assertThat(tags(policy, resource, OURS)).as(resource).isFalse();
    }
    String disabling =
        "{\"patchOperations\":[{\"op\":\"replace\",\"path\":\"/enabled\",\"value\":\"false\"}]}";
    assertThat(policy.allows("PATCH", "/apikeys/" + ours, "", disabling))
        .as("UpdateApiKey")
        .isFalse();
    assertThat(policy.allows("DELETE", tagsOf("/apikeys/" + ours), "tagKeys=origin-lock", ""))
        .as("UntagResource")
        .isFalse();
  }

  private static RolePolicy policy(LabLock lock, ApiGatewayClient gateway) {
    return new RolePolicy(
        lock.site().aws().moto(), path -> tagged(gateway, path), lock.stack().roleName());
  }

  private static Optional<JsonNode> tagged(ApiGatewayClient gateway, String path) {
    return path.startsWith("/apikeys/")
        ? Optional.of(
            JSON.createObjectNode()
                .set(
                    "tags",
                    JSON.valueToTree(gateway.getApiKey(r -> r.apiKey(path.substring(9))).tags())))
        : Optional.empty();
  }

  private static boolean tags(RolePolicy policy, String resource, String body) {
    return policy.allows("PUT", tagsOf(resource), "", body);
  }

  private static String tagsOf(String resource) {
    return "/tags/" + Query.encode("arn:aws:apigateway:us-east-1::" + resource);
  }

  private static String key(ApiGatewayClient gateway, Map<String, String> tags) {
    return gateway
        .createApiKey(r -> r.name("tagged").value(UUID.randomUUID().toString()).tags(tags))
        .id();
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
