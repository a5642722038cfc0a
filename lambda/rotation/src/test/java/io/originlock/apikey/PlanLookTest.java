package io.originlock.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.fake.FakeApiGateway;
import io.originlock.fake.TestClients;
import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.gate.GateSight;
import io.originlock.survey.Unread.Reason;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/** Whose keys a plan holds. */
class PlanLookTest {
  private static final String OWN = "origin-lock.prod.g1.01234567";
  private static final Map<String, String> TAKEN_OVER =
      Map.of("origin-lock", "prod", "origin-lock-secret", "g1.01234567");

  private final FakeApiGateway aws = new FakeApiGateway();
  private final ApiGatewayClient client = TestClients.at(aws.server.uri()).apiGateway();
  private final PlanLook look =
      new PlanLook(
          new ApiKeys(client, "prod", "eu-central-1"),
          new UsagePlan(client, FakeApiGateway.PLAN, Optional.empty()));

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void itsTraitsAreKnownWithoutACall() {
    assertThat(look.traits().isApiKey()).isTrue();
    assertThat(aws.server.calls()).isEmpty();
  }

  @Test
  void theLocksOwnKeysAreNoFinding() {
    aws.put(OWN, "value", true, Map.of("origin-lock", "prod"));

    assertThat(look.look().found()).isEmpty();
  }

  @Test
  void norIsOneThatItTookOver() {
    aws.put("made by hand", "value", true, TAKEN_OVER);

    assertThat(look.look().found()).isEmpty();
  }

  @Test
  void aNameLikeTheLocksMakesNoKeyItsOwn() {
    aws.put(OWN, "another", true, Map.of());

    assertThat(seen()).contains("one API key");
  }

  @Test
  void theKeysOfOthersAreCounted() {
    aws.put(OWN, "value", true, Map.of("origin-lock", "prod"));
    aws.put("partner", "another", true, Map.of());
    assertThat(seen()).contains("one API key that the lock did not make");

    aws.put("partner 2", "a third", true, Map.of());
    assertThat(seen()).contains("2 API keys that the lock did not make");
  }

  @Test
  void oneThatCannotBeAskedForIsUnread() {
    aws.refuse(
        "GET /usageplans/" + FakeApiGateway.PLAN + "/keys", 403, "AccessDeniedException", "no");

    GateSight sight = look.look();
    assertThat(sight.found()).isEmpty();
    assertThat(sight.unread())
        .singleElement()
        .satisfies(
            unread -> {
              assertThat(unread.place()).isEqualTo("usage plan " + FakeApiGateway.PLAN);
              assertThat(unread.reason()).isEqualTo(Reason.DENIED);
            });
  }

  private String seen() {
    Finding finding = look.look().found().get(0);
    assertThat(look.look().found()).hasSize(1);
    assertThat(finding.kind()).isEqualTo(Kind.OTHER_KEYS);
    return finding.seen();
  }
}
