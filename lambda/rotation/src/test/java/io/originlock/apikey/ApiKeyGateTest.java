package io.originlock.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.originlock.aws.ApiStage;
import io.originlock.fake.FakeApiGateway;
import io.originlock.fake.TestClients;
import io.originlock.model.Attempts;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Requests;
import io.originlock.model.Retired;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.model.Secrets;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.port.Acceptance;
import io.originlock.port.Announcement;
import io.originlock.port.Checking;
import io.originlock.port.DesiredGate;
import io.originlock.port.ObservedGate;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyGateTest {
  /** This gate has nothing to notice a change by. */
  private static final ObservedGate SEEN = ObservedGate.of(Set.of());

  private static final Map<String, String> TAG = Map.of("origin-lock", "prod");

  private final FakeApiGateway aws = new FakeApiGateway();
  private final ApiKeyGate gate = gate(FakeApiGateway.PLAN);

  @BeforeEach
  void deploy() {
    aws.stages.put("prod", Map.of("GET /pets", true, "POST /pets", true, "OPTIONS /pets", false));
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void itIsAnAnyOfGateThatTheOwnerOpens() {
    assertThat(gate.acceptance()).isEqualTo(Acceptance.ANY_OF);
    assertThat(gate.opensItself()).isFalse();
    assertThat(gate.toOpen()).contains("api_key_required = false on every method");
  }

  @Test
  void aSecretTravelsInOneHeaderOfItsOwn() {
    assertThat(gate.present(List.of(secret(1))))
        .containsExactly(new Header("x-api-key", secret(1).value().reveal()));
    assertThat(gate.present(List.of())).isEmpty();
    assertThatThrownBy(() -> gate.present(List.of(secret(1), secret(2))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(gate.owns("X-API-Key")).isTrue();
    assertThat(gate.owns("x-api-key-2")).isFalse();
    assertThat(gate.carriedBy(new Header("X-Api-Key", "v"))).contains(new SecretValue("v"));
    assertThat(gate.carriedBy(new Header("x-api-key", " "))).isEmpty();
    assertThat(gate.carriedBy(new Header("x-mine", "v"))).isEmpty();
  }

  @Test
  void aSecretIsHonouredByATaggedKeyInThePlan() {
    assertThat(gate.honour(only(secret(1)), SEEN, Announcement.none())).isTrue();

    assertThat(aws.keys.values())
        .singleElement()
        .satisfies(
            key -> {
              assertThat(key.name).isEqualTo(name(secret(1)));
              assertThat(key.value).isEqualTo(secret(1).value().reveal());
              assertThat(key.enabled).isTrue();
              assertThat(key.tags).isEqualTo(TAG);
            });
    assertThat(aws.plan).hasSize(1);
    assertThat(gate.observe(List.of(secret(1), secret(2))).honoured())
        .containsExactly(new SecretId(1));
  }

  @Test
  void aNewKeyHasTheUsersTagsAndOneThatIsThereKeepsItsOwn() {
    ApiKeyGate first = gate(FakeApiGateway.PLAN, Map.of("CostCenter", "7", "team", "web"));
    first.honour(only(secret(1)), SEEN, Announcement.none());
    ApiKeyGate changed = gate(FakeApiGateway.PLAN, Map.of("CostCenter", "8"));

    assertThat(changed.honour(only(secret(1), secret(2)), SEEN, Announcement.none())).isTrue();
    assertThat(changed.honour(only(secret(1), secret(2)), SEEN, Announcement.none())).isFalse();

    assertThat(aws.keys.values())
        .extracting(key -> key.name, key -> key.tags)
        .containsExactlyInAnyOrder(
            tuple(name(secret(1)), Map.of("origin-lock", "prod", "CostCenter", "7", "team", "web")),
            tuple(name(secret(2)), Map.of("origin-lock", "prod", "CostCenter", "8")));
  }

  @Test
  void aKeyThatIsTakenOverGetsTheLocksTagsAlone() {
    String id = aws.put("mine", secret(1).value().reveal(), true, Map.of("CostCenter", "5"));

    gate(FakeApiGateway.PLAN, Map.of("CostCenter", "7")).adopt(secret(1));

    assertThat(aws.keys.get(id).tags)
        .isEqualTo(
            Map.of(
                "CostCenter", "5", "origin-lock", "prod", "origin-lock-secret", mark(secret(1))));
  }

  @Test
  void whatIsSoAlreadyCostsNoWrite() {
    gate.honour(only(secret(1), secret(2)), SEEN, Announcement.none());
    int writes = aws.writes().size();

    assertThat(gate.honour(only(secret(1), secret(2)), SEEN, Announcement.none())).isFalse();
    assertThat(aws.writes()).hasSize(writes);
  }

  @Test
  void theNewKeyIsInThePlanBeforeTheOldOneIsDeleted() {
    gate.honour(only(secret(1)), SEEN, Announcement.none());

    gate.honour(new DesiredGate(false, List.of(secret(2)), ids(1)), SEEN, Announcement.none());

    assertThat(aws.names()).containsExactly(name(secret(2)));
    assertThat(aws.writes().subList(2, 5))
        .containsExactly("POST /apikeys", "POST /usageplans/plan01/keys", "DELETE /apikeys/key1");
  }

  @Test
  void onlyWhatTheStateCallsRemovableIsDeleted() {
    gate.honour(only(secret(1), secret(2), secret(3)), SEEN, Announcement.none());

    assertThat(
            gate.honour(
                new DesiredGate(false, List.of(secret(3)), ids(2, 3)), SEEN, Announcement.none()))
        .isTrue();

    assertThat(aws.names()).containsExactly(name(secret(1)), name(secret(3)));
  }

  @Test
  void keysThatOnlyLookLikeTheLocksAreLeftAlone() {
    aws.put("origin-lock.prod-eu.g1.00000000", "v1", true, Map.of("origin-lock", "prod-eu"));
    aws.put("origin-lock.prod.g1.00000000", "v2", true, Map.of());
    aws.put("origin-lock.prod.g1.00000001", "v3", true, Map.of("origin-lock", "prod-eu"));
    aws.put("origin-lock.prod.g1", "v4", true, TAG);
    aws.put("origin-lock.prod.g1.0000000g", "v5", true, TAG);
    aws.put("origin-lock.prod.g1.00000000.old", "v6", true, TAG);
    aws.put("origin-lock.prod.g1.00000007", "v7", true, TAG);

    assertThat(gate.honour(new DesiredGate(false, List.of(), ids(1)), SEEN, Announcement.none()))
        .isTrue();

    assertThat(aws.writes()).containsExactly("DELETE /apikeys/key7");
    assertThat(gate.survivors(List.of())).isEmpty();
  }

  @Test
  void tagsAreReadKeyByKeyWhereTheListHasNone() {
    aws.listsShowTags = false;
    gate.honour(only(secret(1)), SEEN, Announcement.none());
    aws.put("origin-lock.prod.g2.00000000", "v", true, Map.of());

    assertThat(gate.survivors(List.of())).extracting(Secret::id).containsExactly(new SecretId(1));
  }

  @Test
  void aKeyThatWasTakenOutOfThePlanIsPutBack() {
    gate.honour(only(secret(1)), SEEN, Announcement.none());
    aws.plan.clear();
    assertThat(gate.observe(List.of(secret(1))).honoured()).isEmpty();

    assertThat(gate.honour(only(secret(1)), SEEN, Announcement.none())).isTrue();

    assertThat(gate.observe(List.of(secret(1))).honoured()).containsExactly(new SecretId(1));
    assertThat(aws.keys).hasSize(1);
  }

  @Test
  void aKeyThatWasDisabledIsMadeAgain() {
    gate.honour(only(secret(1)), SEEN, Announcement.none());
    aws.keys.values().forEach(key -> key.enabled = false);
    assertThat(gate.observe(List.of(secret(1))).honoured()).isEmpty();

    assertThat(gate.honour(only(secret(1)), SEEN, Announcement.none())).isTrue();

    assertThat(gate.observe(List.of(secret(1))).honoured()).containsExactly(new SecretId(1));
    assertThat(aws.names()).containsExactly(name(secret(1)));
  }

  @Test
  void aKeyWithAnotherValueIsNotTheSecretsKey() {
    aws.put("origin-lock.prod.g1.00000000", "another", true, TAG);

    assertThat(gate.observe(List.of(secret(1))).honoured()).isEmpty();
    gate.honour(only(secret(1)), SEEN, Announcement.none());
    assertThat(aws.names()).containsExactly("origin-lock.prod.g1.00000000", name(secret(1)));
  }

  @Test
  void lostAnswersMakeNoSecondKeyAndNoError() {
    aws.loseAnswer("POST /apikeys");
    assertThat(gate.honour(only(secret(1)), SEEN, Announcement.none())).isTrue();
    aws.loseAnswer("POST /usageplans/plan01/keys");
    assertThat(gate.honour(only(secret(1), secret(2)), SEEN, Announcement.none())).isTrue();
    aws.loseAnswer("DELETE /apikeys/key1");
    assertThat(
            gate.honour(
                new DesiredGate(false, List.of(secret(2)), ids(1)), SEEN, Announcement.none()))
        .isTrue();

    assertThat(aws.names()).containsExactly(name(secret(2)));
    assertThat(gate.observe(List.of(secret(2))).honoured()).containsExactly(new SecretId(2));
  }

  @Test
  void aKeyWithTheValueAndNoMarkIsPutIntoThePlanAndServes() {
    String id = aws.put("partner", secret(1).value().reveal(), false, Map.of());
    refuseTagging(id);

    assertThat(gate.honour(only(secret(1)), SEEN, Announcement.none())).isTrue();

    assertThat(aws.plan).containsExactly(id);
    assertThat(aws.keys.get(id).tags).isEmpty();
    assertThat(gate.observe(List.of(secret(1), secret(2))))
        .isEqualTo(ObservedGate.of(Set.of(), ids(1)));
  }

  @Test
  void anAdoptedKeyThatLostItsTagsServesAndARotationGoesOn() {
    String id = aws.put("cloudfront", secret(1).value().reveal(), true, Map.of());
    gate.adopt(secret(1));
    aws.keys.get(id).tags.clear();

    assertThat(gate.observe(List.of(secret(1))).honoured()).containsExactly(new SecretId(1));
    gate.honour(only(secret(1), secret(2)), SEEN, Announcement.none());

    assertThat(aws.keys.get(id).tags).as("marked again").isEqualTo(tags(secret(1)));
    gate.honour(new DesiredGate(false, List.of(secret(2)), ids(1)), SEEN, Announcement.none());
    assertThat(aws.names()).containsExactly(name(secret(2)));
  }

  @Test
  void aRoleThatMayNotMarkItLeavesTheKeyAndLetsTheRotationEnd() {
    String id = aws.put("cloudfront", secret(1).value().reveal(), true, Map.of("team", "web"));
    refuseTagging(id);

    assertThat(gate.honour(only(secret(1), secret(2)), SEEN, Announcement.none())).isTrue();
    gate.honour(new DesiredGate(false, List.of(secret(2)), ids(1)), SEEN, Announcement.none());

    assertThat(aws.names()).containsExactly("cloudfront", name(secret(2)));
    assertThat(gate.observe(List.of(secret(1), secret(2))))
        .isEqualTo(ObservedGate.of(ids(2), ids(1)));
  }

  @Test
  void anotherLocksKeyIsNotMarkedAndADisabledOneAdmitsNobody() {
    String id =
        aws.put("theirs", secret(1).value().reveal(), true, Map.of("origin-lock", "orders"));
    assertThat(gate.honour(only(secret(1)), SEEN, Announcement.none())).isFalse();
    assertThat(aws.keys.get(id).tags).isEqualTo(Map.of("origin-lock", "orders"));

    aws.keys.get(id).enabled = false;
    assertThat(gate.observe(List.of(secret(1))).honoured()).isEmpty();
  }

  @Test
  void statusNamesAKeyWithoutMarkAndTheRemovedBlock() {
    aws.put("cloudfront", secret(1).value().reveal(), true, Map.of());
    LockState inUse = idle(Secrets.only(secret(1)));
    Retired old = new Retired(secret(1), Instant.EPOCH, true, false);
    LockState retired = idle(Secrets.only(secret(2)).retired(List.of(old)));

    assertThat(gate.warnings(inUse))
        .singleElement()
        .asString()
        .contains("API key key1 (cloudfront) lets in g1")
        .contains("from = aws_api_gateway_api_key.<name> lifecycle { destroy = false }")
        .contains("aws_api_gateway_usage_plan_key")
        .doesNotContainIgnoringCase("delete that")
        .doesNotContain(secret(1).value().reveal());
    assertThat(gate.warnings(retired))
        .singleElement()
        .asString()
        .contains("API key key1 (cloudfront) still lets in g1, which the lock has retired")
        .contains("Once no distribution presents g1, take the key out of usage plan plan01");
  }

  @Test
  void othersKeysCostNoCall() {
    gate.honour(only(secret(1)), SEEN, Announcement.none());
    List<String> alone = calls(this::aRotation);
    for (int i = 0; i < 60; i++) {
      aws.put("customer " + i, "another value of customer " + i, true, Map.of());
    }

    assertThat(calls(this::aRotation)).as("but for further pages of lists").isEqualTo(alone);
  }

  private void aRotation() {
    gate.observe(List.of(secret(1)));
    gate.honour(only(secret(1)), SEEN, Announcement.none());
    gate.lastId();
    gate.warnings(idle(Secrets.only(secret(1))));
    gate.survivors(List.of(secret(1).value()));
  }

  private List<String> calls(Runnable what) {
    int before = aws.server.calls().size();
    what.run();
    return aws.server.calls().subList(before, aws.server.calls().size()).stream()
        .map(call -> call.method() + " " + call.uri().getPath())
        .distinct()
        .toList();
  }

  private static LockState idle(Secrets secrets) {
    return new LockState(
        1, Stage.IDLE, Instant.EPOCH, secrets, Times.NONE, Requests.NONE, Attempts.NONE, "rotated");
  }

  private void refuseTagging(String id) {
    aws.refuse(
        "PUT /tags/arn:aws:apigateway:eu-central-1::/apikeys/" + id,
        403,
        "AccessDeniedException",
        "not authorized to perform: apigateway:PATCH");
  }

  @Test
  void aConflictThatNoKeyExplainsIsPassedOnWithoutACause() {
    aws.refuse("POST /apikeys", 409, "ConflictException", "Somebody else is at it.");

    assertThatThrownBy(() -> gate.honour(only(secret(1)), SEEN, Announcement.none()))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("API key " + name(secret(1)))
        .hasMessageContaining("ConflictException")
        .hasMessageNotContainingAny("value", "Delete");
    assertThat(gate.honour(only(secret(1)), SEEN, Announcement.none())).isTrue();
  }

  @Test
  void aDisabledKeyOfTheLocksWithTheValueIsToBeEnabled() {
    String id = aws.put("by-hand", secret(1).value().reveal(), false, tags(secret(7)));
    aws.keys.get(id).enabled = false;

    assertThatThrownBy(() -> gate.honour(only(secret(1)), SEEN, Announcement.none()))
        .hasMessageContaining("API key key1 (by-hand)")
        .hasMessageContaining("Enable it");
  }

  @Test
  void aKeyThatGotAnotherValueIsDeletedAndItsValuesAreNotShown() {
    aws.valueInstead = "generated-generated-generated";
    for (boolean shown : List.of(true, false)) {
      aws.createShowsValue = shown;

      assertThatThrownBy(() -> gate.honour(only(secret(1)), SEEN, Announcement.none()))
          .isInstanceOf(LockException.class)
          .hasMessageContaining(name(secret(1)))
          .hasMessageContaining("another value")
          .hasMessageNotContainingAny(secret(1).value().reveal(), aws.valueInstead);
      assertThat(aws.keys).isEmpty();
    }
    assertThat(aws.plan).isEmpty();

    aws.valueInstead = null;
    assertThat(gate.honour(only(secret(1)), SEEN, Announcement.none())).isTrue();
    assertThat(gate.observe(List.of(secret(1))).honoured()).containsExactly(new SecretId(1));
  }

  @Test
  void aKeyWithAnotherValueThatCouldNotBeDeletedIsReplacedByTheNextTick() {
    aws.valueInstead = "generated-generated-generated";
    aws.refuse("DELETE /apikeys/key1", 403, "AccessDeniedException", "Not now.");
    assertThatThrownBy(() -> gate.honour(only(secret(1)), SEEN, Announcement.none()))
        .hasMessageContaining("DELETE");
    assertThat(aws.names()).containsExactly(name(secret(1)));
    aws.valueInstead = null;

    assertThat(gate.honour(only(secret(1)), SEEN, Announcement.none())).isTrue();

    assertThat(aws.keys.values())
        .extracting(key -> key.value)
        .containsExactly(secret(1).value().reveal());
    assertThat(aws.plan).containsExactlyElementsOf(aws.keys.keySet());
  }

  @Test
  void aKeyOfTheLocksThatHasTheValueUnderAnotherIdIsMarkedAnew() {
    Secret restored = new Secret(new SecretId(7), secret(1).value(), secret(1).createdAt());
    gate.honour(only(restored), SEEN, Announcement.none());

    assertThat(gate.honour(only(secret(1)), SEEN, Announcement.none())).isTrue();

    assertThat(aws.names()).containsExactly(name(restored));
    assertThat(gate.observe(List.of(secret(1), restored)).honoured())
        .containsExactly(new SecretId(1));
    assertThat(gate.honour(only(secret(1)), SEEN, Announcement.none())).isFalse();
  }

  @Test
  void aMissingUsagePlanIsNamedAndNoKeyIsMadeForIt() {
    ApiKeyGate wrong = gate("gone");

    assertThatThrownBy(wrong::check).hasMessageContaining("Usage plan gone");
    assertThat(wrong.observe(List.of(secret(1))).honoured()).isEmpty();
    assertThatThrownBy(() -> wrong.honour(only(secret(1)), SEEN, Announcement.none()))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("Usage plan gone")
        .hasMessageContaining("does not exist");
    assertThat(aws.writes()).isEmpty();
  }

  @Test
  void keysGoThoughTheirUsagePlanHasGone() {
    gate.honour(only(secret(1)), SEEN, Announcement.none());

    assertThat(
            gate("gone")
                .honour(new DesiredGate(true, List.of(), ids(1)), SEEN, Announcement.none()))
        .isTrue();

    assertThat(aws.keys).isEmpty();
  }

  @Test
  void aKeyInAnotherPlanForTheStageIsNamedAndLeftThere() {
    String id = aws.put(name(secret(1)), secret(1).value().reveal(), false, TAG);
    aws.otherPlan.add(id);
    aws.otherCovered.addAll(Set.of("dev", "prod"));

    assertThatThrownBy(() -> gate.honour(only(secret(1)), SEEN, Announcement.none()))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("Usage plan plan01")
        .hasMessageContaining("key1")
        .hasMessageContaining("plan02 (name of plan02)")
        .hasMessageContaining("Leave it there")
        .hasMessageNotContaining("ake the key out");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConflictThatNoPlanExplainsIsPassedOnWithoutACause(boolean inAnotherPlan) {
    if (inAnotherPlan) {
      aws.otherPlan.add("key1");
      aws.otherCovered.add("dev");
    }
    aws.refuse("POST /usageplans/plan01/keys", 409, "ConflictException", "Somebody else is at it.");

    assertThatThrownBy(() -> gate.honour(only(secret(1)), SEEN, Announcement.none()))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("Usage plan plan01")
        .hasMessageContaining("Somebody else is at it.")
        .hasMessageNotContaining("plan02");
    assertThat(gate.honour(only(secret(1)), SEEN, Announcement.none())).isTrue();
    assertThat(aws.keys).hasSize(1);
  }

  @Test
  void aKeyThatIsGoneWhenItIsAddedIsNamedAndNotThePlan() {
    aws.refuse(
        "POST /usageplans/plan01/keys",
        404,
        "NotFoundException",
        "Invalid API Key identifier specified");

    assertThatThrownBy(() -> gate.honour(only(secret(1)), SEEN, Announcement.none()))
        .isInstanceOf(LockException.class)
        .hasMessageStartingWith("API key key1")
        .hasMessageContaining("Invalid API Key identifier specified");
  }

  @Test
  void survivorsComeWithTheirValues() {
    gate.honour(only(secret(1), secret(2), secret(3)), SEEN, Announcement.none());

    assertThat(gate.survivors(List.of()))
        .extracting(Secret::id, Secret::value)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 3)
                .mapToObj(
                    i -> org.assertj.core.groups.Tuple.tuple(secret(i).id(), secret(i).value()))
                .toList());
    assertThat(gate.survivors(List.of()).get(0).createdAt()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void aMissingStageIsNamed() {
    aws.stages.clear();

    assertThatThrownBy(gate::check)
        .isInstanceOf(LockException.class)
        .hasMessageContaining("Stage prod of REST API " + FakeApiGateway.API);
  }

  @Test
  void aKeyMadeByHandIsTakenOverAndRetiredLikeOurOwn() {
    aws.put("other", "irrelevant", true, Map.of());
    aws.put("other 2", "irrelevant 2", true, Map.of());
    aws.put("cloudfront", secret(1).value().reveal(), true, Map.of("team", "web"));

    gate.adopt(secret(1));
    int writes = aws.writes().size();
    gate.adopt(secret(1));

    assertThat(aws.writes()).hasSize(writes).hasSize(1);
    assertThat(aws.keys.get("key3").tags)
        .containsEntry("team", "web")
        .containsAllEntriesOf(tags(secret(1)));
    assertThat(gate.observe(List.of(secret(1))).honoured()).containsExactly(new SecretId(1));
    assertThat(gate.honour(only(secret(1)), SEEN, Announcement.none())).isFalse();
    gate.honour(new DesiredGate(false, List.of(secret(2)), ids(1)), SEEN, Announcement.none());
    assertThat(aws.names()).containsExactly("other", "other 2", name(secret(2)));
  }

  @Test
  void aRoleThatMayNotTakeOverIsToldWhatAllowsIt() {
    aws.put("cloudfront", secret(1).value().reveal(), true, Map.of());
    aws.refuse(
        "PUT /tags/arn:aws:apigateway:eu-central-1::/apikeys/key1",
        403,
        "AccessDeniedException",
        "not authorized to perform: apigateway:PATCH");

    assertThatThrownBy(() -> gate.adopt(secret(1)))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("API key key1 (cloudfront)")
        .hasMessageContaining("not authorized to perform: apigateway:PATCH")
        .hasMessageContaining("adopt_existing = true");
  }

  @Test
  void whatIsNotLetThroughTodayIsNotTakenOver() {
    assertThatThrownBy(() -> gate.adopt(secret(1)))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("no API key")
        .hasMessageNotContaining(secret(1).value().reveal());
    String id = aws.put("cloudfront", secret(1).value().reveal(), false, Map.of());
    assertThatThrownBy(() -> gate.adopt(secret(1)))
        .hasMessageContaining("not in usage plan plan01");
    aws.plan.add(id);
    aws.keys.get(id).enabled = false;
    assertThatThrownBy(() -> gate.adopt(secret(1))).hasMessageContaining("disabled");
    assertThat(aws.writes()).isEmpty();
  }

  @Test
  void aLocksNameThatCouldBeAnothersIsRefused() {
    assertThatThrownBy(() -> new KeyName("prod.eu")).hasMessageContaining("prod.eu");
    assertThat(new KeyName("prod").mark("origin-lock.prod.g12.0a1b2c3d"))
        .contains(new Mark(new SecretId(12), "0a1b2c3d"));
    assertThat(new KeyName("prod").mark(null)).isEmpty();
  }

  @Test
  void aStageThatSomebodyTookOutOfTheLocksOwnPlanIsPutBack() {
    ApiKeyGate gate = gate(FakeApiGateway.PLAN, Map.of(), true);
    assertThat(gate.mend()).isEmpty();
    assertThat(aws.writes()).isEmpty();
    aws.covered.clear();

    assertThat(gate.mend().orElseThrow())
        .contains("Usage plan " + FakeApiGateway.PLAN)
        .contains(FakeApiGateway.API + "/prod");

    assertThat(aws.covered).containsExactly("prod");
  }

  @Test
  void whatSomebodyElsesPlanCoversIsLeftAsItIs() {
    aws.covered.clear();

    assertThat(gate(FakeApiGateway.PLAN, Map.of(), false).mend()).isEmpty();

    assertThat(aws.covered).isEmpty();
    assertThat(aws.writes()).isEmpty();
  }

  private ApiKeyGate gate(String plan) {
    return gate(plan, Map.of());
  }

  private ApiKeyGate gate(String plan, Map<String, String> tags) {
    return gate(plan, tags, false);
  }

  private ApiKeyGate gate(String plan, Map<String, String> tags, boolean own) {
    return new ApiKeyGate(
        TestClients.at(aws.server.uri()).apiGateway(),
        "prod",
        "eu-central-1",
        tags,
        plan,
        own ? Optional.of(TestClients.at(aws.server.uri())::patchingApiGateway) : Optional.empty(),
        List.of(new ApiStage(FakeApiGateway.API, "prod")),
        Set.of("/origin-lock-probe"),
        new SecureRandom());
  }

  @Test
  void aReleasedStageChecksAsLongAsADeployedMethodDemandsAKey() {
    String beta = FakeApiGateway.API + "/beta";
    aws.stages.put("beta", Map.of("GET /pets", true, "GET /probe", true));

    assertThat(gate.checking(Set.of(beta, FakeApiGateway.API + "/gone")))
        .containsExactly(Map.entry(beta, new Checking(false, gate.toOpen())));

    aws.stages.put("beta", Map.of("GET /pets", false, "OPTIONS /pets", true));
    assertThat(gate.checking(Set.of(beta))).as("a preflight would be refused").hasSize(1);

    aws.stages.put("beta", Map.of("GET /pets", false, "OPTIONS /pets", false));
    assertThat(gate.checking(Set.of(beta))).isEmpty();
  }

  private static DesiredGate only(Secret... secrets) {
    return new DesiredGate(false, List.of(secrets), Set.of());
  }

  private static Set<SecretId> ids(int... numbers) {
    return Arrays.stream(numbers).mapToObj(SecretId::new).collect(Collectors.toSet());
  }

  private static Secret secret(int id) {
    return new Secret(
        new SecretId(id),
        new SecretValue("Value0123456789012345678901234567890" + id),
        Instant.EPOCH);
  }

  private static String name(Secret secret) {
    return "origin-lock.prod." + mark(secret);
  }

  private static String mark(Secret secret) {
    return secret.id() + "." + secret.value().fingerprint();
  }

  private static Map<String, String> tags(Secret secret) {
    return Map.of("origin-lock", "prod", "origin-lock-secret", mark(secret));
  }
}
