package io.originlock.webacl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.aws.ApiStage;
import io.originlock.fake.FakeApiGateway;
import io.originlock.fake.FakeServer;
import io.originlock.fake.FakeWaf;
import io.originlock.fake.TestClients;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.port.Acceptance;
import io.originlock.port.Announcement;
import io.originlock.port.DesiredGate;
import io.originlock.port.ObservedGate;
import io.originlock.port.OvertakenException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebAclGateTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final FakeWaf waf = new FakeWaf();
  private final FakeApiGateway api = new FakeApiGateway();
  private final WebAclGate gate = gate(FakeWaf.GROUP);

  @BeforeEach
  void associate() {
    api.stages.put("prod", Map.of("GET /pets", false, "OPTIONS /pets", false, "GET /probe", false));
    api.webAcls.put("prod", FakeWaf.ACL);
  }

  @AfterEach
  void stop() {
    waf.close();
    api.close();
  }

  @Test
  void itIsAnAnyOfGateThatTheWorkerOpens() {
    assertThat(gate.acceptance()).isEqualTo(Acceptance.ANY_OF);
    assertThat(gate.opensItself()).isTrue();
    assertThat(gate.generate().reveal()).matches("[A-Za-z0-9]{40}");
    assertThat(gate.owns("X-Origin-Verify")).isTrue();
    assertThat(gate.owns("x-api-key")).isFalse();
  }

  @Test
  void itsHeaderCarriesOneSecret() {
    Header header = gate.present(List.of(secret(1))).get(0);

    assertThat(header.name()).isEqualTo("x-origin-verify");
    assertThat(gate.carriedBy(header)).contains(secret(1).value());
    assertThat(gate.carriedBy(new Header("x-other", "value"))).isEmpty();
    assertThatThrownBy(() -> gate.present(List.of(secret(1), secret(2))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatDoesNotSendTheSecretIsBlockedByItsDigest() throws Exception {
    assertThat(honour(only(secret(3)))).isTrue();

    JsonNode rule = waf.rules().get(0);
    assertThat(waf.rules()).hasSize(1);
    assertThat(rule.path("Name").asText()).isEqualTo("origin-lock-g3");
    assertThat(rule.path("Action").has("Block")).isTrue();
    assertThat(rule.path("VisibilityConfig").path("SampledRequestsEnabled").asBoolean()).isFalse();
    JsonNode match = rule.at("/Statement/NotStatement/Statement/ByteMatchStatement");
    assertThat(match.at("/FieldToMatch/SingleHeader/Name").asText()).isEqualTo("x-origin-verify");
    assertThat(match.path("PositionalConstraint").asText()).isEqualTo("EXACTLY");
    assertThat(match.at("/TextTransformations/0/Type").asText()).isEqualTo("MD5");
    assertThat(Base64.getDecoder().decode(match.path("SearchString").asText()))
        .isEqualTo(MessageDigest.getInstance("MD5").digest(secret(3).value().reveal().getBytes()));
    assertThat(waf.updates().toString()).doesNotContain(secret(3).value().reveal());
  }

  @Test
  void severalSecretsAreAlternativesInTheOrderOfTheirIds() {
    honour(only(secret(12), secret(3), secret(4)));

    JsonNode rule = waf.rules().get(0);
    assertThat(rule.path("Name").asText()).isEqualTo("origin-lock-g3-g4-g12");
    assertThat(rule.at("/Statement/NotStatement/Statement/OrStatement/Statements")).hasSize(3);
    assertThat(observe(3, 4, 12).honoured()).containsExactlyElementsOf(ids(3, 4, 12));
    assertThat(observe(3).alone()).as("two of them nobody knows").isFalse();
  }

  @Test
  void anOpenGateCountsAndBlocksNobody() {
    honour(new DesiredGate(true, List.of(secret(1)), Set.of(), true));

    assertThat(waf.rules().get(0).path("Action").has("Count")).isTrue();
    ObservedGate open = observe(1);
    assertThat(open.open()).isTrue();
    assertThat(open.alone()).isTrue();
    assertThat(open.honoured()).containsExactly(new SecretId(1));

    honour(only(secret(1)));
    assertThat(observe(1).open()).isFalse();
  }

  @Test
  void anEmptyGroupIsOpenAndSoIsOneThatATornDownLockLeaves() {
    assertThat(observe(1)).isEqualTo(new ObservedGate(Set.of(), true, true, "token-1"));

    honour(only(secret(1)));
    honour(new DesiredGate(true, List.of(), ids(1), true));

    assertThat(waf.rules()).isEmpty();
    assertThat(observe(1).open()).isTrue();
  }

  @Test
  void honouringAgainChangesNothing() {
    honour(only(secret(1), secret(2)));
    assertThat(honour(only(secret(2), secret(1)))).isFalse();
    assertThat(waf.updates()).hasSize(1);
  }

  @Test
  void theRestOfTheGroupStaysAsItIs() {
    JsonNode visibility = waf.group.path("VisibilityConfig").deepCopy();

    honour(only(secret(1)));

    assertThat(waf.group.path("VisibilityConfig")).isEqualTo(visibility);
    assertThat(waf.group.path("Description").asText()).isEqualTo("The lock's.");
  }

  @Test
  void aChangeSinceTheLookIsNoticedAndNothingIsWritten() {
    ObservedGate seen = observe(1);
    waf.touched();

    assertThatThrownBy(() -> gate.honour(only(secret(1)), seen, Announcement.none()))
        .isInstanceOf(OvertakenException.class)
        .hasMessageContaining("Rule group origin-lock-prod (rg-1)");
    assertThat(waf.rules()).isEmpty();

    observe(1);
    assertThatThrownBy(() -> gate.honour(only(secret(1)), seen, Announcement.none()))
        .as("a newer reading is there")
        .isInstanceOf(OvertakenException.class);
    assertThat(waf.rules()).isEmpty();
  }

  @Test
  void aChangeCostsNoReadBeyondTheOneThatItWasDecidedOn() {
    ObservedGate seen = observe(1);
    int before = waf.server.calls().size();

    assertThat(gate.honour(only(secret(1)), seen, Announcement.none())).isTrue();

    assertThat(waf.server.calls()).hasSize(before + 1);
    assertThat(waf.updates()).hasSize(1);
  }

  @Test
  void aChangeWhoseAnswerWasLostShowsAtTheNextLook() {
    waf.loseAnswer();
    ObservedGate seen = observe(1);

    assertThatThrownBy(() -> gate.honour(only(secret(1)), seen, Announcement.none()))
        .as("the call is repeated under a token that is used up")
        .isInstanceOf(OvertakenException.class);

    assertThat(observe(1).honoured()).containsExactlyElementsOf(ids(1));
    assertThat(honour(only(secret(1)))).isFalse();
  }

  @Test
  void aSecretThatTheStateNeverHeardOfStaysUntilTheLockIsAlone() {
    honour(only(secret(1), secret(2), secret(3)));

    honour(new DesiredGate(false, List.of(secret(4)), ids(1), false));
    assertThat(waf.rules().get(0).path("Name").asText()).isEqualTo("origin-lock-g4-g2-g3");
    assertThat(observe(2, 3, 4).honoured()).containsExactlyElementsOf(ids(2, 3, 4));

    honour(only(secret(4)));
    assertThat(waf.rules().get(0).path("Name").asText()).isEqualTo("origin-lock-g4");
  }

  @Test
  void aSecretIsKnownByItsDigestWhateverItsIdWas() {
    honour(only(secret(1)));
    Secret renamed = new Secret(new SecretId(5), secret(1).value(), NOW);

    assertThat(gate.observe(List.of(renamed)).honoured()).containsExactly(new SecretId(5));
  }

  @Test
  void whatSomebodyElsePutsIntoTheGroupIsNoticedAndReplaced() {
    honour(only(secret(1)));
    waf.touched().withArray("Rules").addObject().put("Name", "allow-friends").put("Priority", 1);
    assertThat(observe(1).alone()).isFalse();
    assertThat(observe(1).honoured()).containsExactly(new SecretId(1));

    assertThat(honour(only(secret(1)))).isTrue();
    assertThat(observe(1).alone()).isTrue();

    ((ObjectNode) waf.touched().at("/Rules/0/VisibilityConfig"))
        .put("SampledRequestsEnabled", true);
    assertThat(observe(1).alone()).as("samples show the header").isFalse();
    assertThat(honour(only(secret(1)))).isTrue();
    assertThat(observe(1).alone()).isTrue();
  }

  @Test
  void aRuleThatLooksElsewhereIsNotTheLocks() {
    honour(only(secret(1)));
    ObjectNode match =
        (ObjectNode)
            waf.touched().at("/Rules/0/Statement/NotStatement/Statement/ByteMatchStatement");
    ((ObjectNode) match.at("/FieldToMatch/SingleHeader")).put("Name", "x-other");

    ObservedGate inPlace = observe(1);
    assertThat(inPlace.honoured()).isEmpty();
    assertThat(inPlace.open()).as("it blocks").isFalse();
    assertThat(inPlace.alone()).isFalse();
  }

  @Test
  void aGroupThatIsTooSmallIsNamedAndNotChanged() {
    waf.group.put("Capacity", 23);
    assertThatThrownBy(gate::check)
        .isInstanceOf(LockException.class)
        .hasMessageContaining("Rule group origin-lock-prod")
        .hasMessageContaining("capacity of 23 units is too small for 2 secrets, which take 24");

    waf.group.put("Capacity", 35);
    gate.check();
    assertThatThrownBy(() -> honour(only(secret(1), secret(2), secret(3))))
        .hasMessageContaining("capacity of 35 units is too small for 3 secrets, which take 36");
    assertThat(waf.updates()).isEmpty();
  }

  @Test
  void aGroupOfScopeCloudFrontIsNoRuleGroupForAnApi() {
    assertThatThrownBy(() -> gate(FakeWaf.GROUP.replace("regional", "global")))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("rule group of scope CLOUDFRONT");
    assertThatThrownBy(() -> gate(FakeWaf.ACL)).hasMessageContaining("not the ARN of a rule group");
  }

  @Test
  void aMissingGroupIsNamed() {
    WebAclGate wrong = gate(FakeWaf.GROUP.replace("rg-1", "rg-2"));

    assertThatThrownBy(() -> wrong.observe(List.of()))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("Rule group origin-lock-prod (rg-2)")
        .hasMessageContaining("does not exist");
  }

  @Test
  void aGroupThatIsDeletedAfterItWasReadIsNamed() {
    ObservedGate seen = observe(1);
    waf.server.instead(
        call ->
            Optional.of(FakeServer.Reply.of(400, "{\"__type\":\"WAFNonexistentItemException\"}")));

    assertThatThrownBy(() -> gate.honour(only(secret(1)), seen, Announcement.none()))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("Rule group origin-lock-prod (rg-1): it does not exist");
  }

  @Test
  void aLostStateIsRebuiltFromWhatIsPresentedAndStillHonoured() {
    honour(only(secret(2), secret(7)));

    assertThat(gate.lastId()).contains(new SecretId(7));
    assertThat(gate.survivors(List.of(secret(7).value(), new SecretValue("stranger"))))
        .containsExactly(new Secret(new SecretId(7), secret(7).value(), NOW));
    assertThat(gate.survivors(List.of())).isEmpty();
  }

  @Test
  void adoptingTakesTheValueAndChangesNothing() {
    gate.adopt(secret(1));
    assertThat(waf.updates()).isEmpty();
  }

  @Test
  void aReleasedStageChecksAsLongAsItsWebAclRefersToTheGroup() {
    String beta = FakeApiGateway.API + "/beta";
    api.stages.put("beta", Map.of("GET /pets", false));
    assertThat(gate.checking(Set.of(beta))).isEmpty();

    api.webAcls.put("beta", FakeWaf.ACL);
    assertThat(gate.checking(Set.of(beta, FakeApiGateway.API + "/gone")))
        .hasSize(1)
        .extractingByKey(beta)
        .satisfies(
            how -> {
              assertThat(how.opens()).isFalse();
              assertThat(how.remedy()).contains("web ACL prod", "stage beta");
            });

    waf.refer("count");
    assertThat(gate.checking(Set.of(beta))).as("it may block again").hasSize(1);

    waf.aclRules.removeAll();
    assertThat(gate.checking(Set.of(beta))).isEmpty();
  }

  private boolean honour(DesiredGate honoured) {
    return gate.honour(honoured, gate.observe(List.of()), Announcement.none());
  }

  private static DesiredGate only(Secret... secrets) {
    return new DesiredGate(false, List.of(secrets), Set.of(), true);
  }

  private ObservedGate observe(int... numbers) {
    return gate.observe(Arrays.stream(numbers).mapToObj(WebAclGateTest::secret).toList());
  }

  private static Secret secret(int number) {
    return new Secret(new SecretId(number), new SecretValue("s3cretValue" + number), NOW);
  }

  private static Set<SecretId> ids(int... numbers) {
    return IntStream.of(numbers)
        .mapToObj(SecretId::new)
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }

  private WebAclGate gate(String group) {
    return new WebAclGate(
        waf.client(),
        TestClients.at(api.server.uri()).apiGateway(),
        group,
        List.of(new ApiStage(FakeApiGateway.API, "prod")),
        new SecureRandom(),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
