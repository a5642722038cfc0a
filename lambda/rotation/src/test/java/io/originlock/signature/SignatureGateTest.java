package io.originlock.signature;

import static io.originlock.signature.SignedApi.AUTHORIZER;
import static io.originlock.signature.SignedApi.PROD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.aws.ParameterStore;
import io.originlock.fake.FakeSsm;
import io.originlock.fake.FakeSsm.Stored;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
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
import org.junit.jupiter.api.Test;

class SignatureGateTest {
  private static final String PATH = "/origin-lock/shop";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final FakeSsm ssm = new FakeSsm();
  private final SignedApi api = new SignedApi();
  private final SignatureGate gate = gate(true, Optional.empty());

  @AfterEach
  void stop() {
    ssm.close();
    api.close();
  }

  @Test
  void itIsAnAnyOfGateThatItsOwnerCloses() {
    assertThat(gate.acceptance()).isEqualTo(Acceptance.ANY_OF);
    assertThat(gate.opensItself()).isFalse();
    assertThat(gate.toOpen()).contains("authorizer off every method");
    assertThat(gate.generate().reveal()).matches("[A-Za-z0-9]{40}");
    assertThat(gate.owns("X-Origin-Lock-Key")).isTrue();
    assertThat(gate.owns("x-origin-lock-signature")).isFalse();
  }

  @Test
  void itsHeaderCarriesOneKeyWithItsId() {
    Header header = gate.present(List.of(secret(12))).get(0);

    assertThat(header.name()).isEqualTo("x-origin-lock-key");
    assertThat(header.value()).isEqualTo("g12." + secret(12).value().reveal());
    assertThat(gate.carriedBy(header)).contains(secret(12).value());
    assertThat(gate.present(List.of())).isEmpty();
    assertThatThrownBy(() -> gate.present(List.of(secret(1), secret(2))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theHeaderSaysWhereQueriesAreNotSigned() {
    SignatureGate unsigned = gate(false, Optional.empty());
    Header header = unsigned.present(List.of(secret(1))).get(0);

    assertThat(header.value()).isEqualTo("g1." + secret(1).value().reveal() + "~");
    assertThat(unsigned.carriedBy(header)).contains(secret(1).value());
  }

  @Test
  void headersOfAnotherFormCarryNothing() {
    String value = secret(1).value().reveal();
    for (String text : List.of(value, "g0." + value, "g1.short", "g1." + value + "~~", "g1.")) {
      assertThat(gate.carriedBy(new Header("x-origin-lock-key", text))).as(text).isEmpty();
    }
    assertThat(gate.carriedBy(new Header("x-other", "g1." + value))).isEmpty();
  }

  @Test
  void eachHonouredKeyIsASecureParameterOfItsOwn() {
    assertThat(honour(secret(1), secret(2))).isTrue();

    assertThat(ssm.parameters.keySet())
        .containsExactly(PATH + "/honoured/g1", PATH + "/honoured/g2");
    assertThat(ssm.parameters.get(PATH + "/honoured/g2"))
        .isEqualTo(new Stored("SecureString", secret(2).value().reveal(), ""));
    assertThat(observe(1, 2, 3).honoured()).isEqualTo(ids(1, 2));
    assertThat(honour(secret(1), secret(2))).as("nothing was left to do").isFalse();
    assertThat(ssm.requests("PutParameter")).hasSize(2);
  }

  @Test
  void aNewKeyHasTheUsersTagsAndOneThatIsOverwrittenKeepsItsOwn() {
    honour(tagged(Map.of("CostCenter", "7")), Set.of(), secret(1));
    String name = PATH + "/honoured/g1";
    ssm.parameters.computeIfPresent(
        name, (key, is) -> new Stored(is.type(), "somebody else's", "", is.tags()));

    honour(tagged(Map.of("CostCenter", "8")), Set.of(), secret(1), secret(2));

    assertThat(ssm.parameters.get(name))
        .isEqualTo(
            new Stored("SecureString", secret(1).value().reveal(), "", Map.of("CostCenter", "7")));
    assertThat(ssm.parameters.get(PATH + "/honoured/g2").tags())
        .isEqualTo(Map.of("CostCenter", "8"));
  }

  @Test
  void aKeyOfTheOwnersEncryptsThem() {
    honour(gate(true, Optional.of("alias/shop")), Set.of(), secret(1));

    assertThat(ssm.parameters.get(PATH + "/honoured/g1").key()).isEqualTo("alias/shop");
  }

  @Test
  void onlyRetiredKeysAreTakenAwayTenACall() {
    honour(IntStream.rangeClosed(1, 14).mapToObj(SignatureGateTest::secret).toArray(Secret[]::new));
    ssm.parameters.put(PATH + "/honoured/by-hand", new Stored("SecureString", "x", ""));

    assertThat(honour(gate, ids(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13), secret(13))).isTrue();

    assertThat(ssm.parameters.keySet())
        .containsExactlyInAnyOrder(
            PATH + "/honoured/g12",
            PATH + "/honoured/g13",
            PATH + "/honoured/g14",
            PATH + "/honoured/by-hand");
    assertThat(ssm.requests("DeleteParameters"))
        .extracting(request -> request.path("Names").size())
        .containsExactly(10, 1);
  }

  @Test
  void aValueThatSomebodyChangedIsPutBack() {
    honour(secret(1));
    ssm.parameters.put(
        PATH + "/honoured/g1", new Stored("SecureString", secret(9).value().reveal(), ""));

    assertThat(observe(1).honoured()).isEmpty();
    assertThat(honour(secret(1))).isTrue();
    assertThat(observe(1).honoured()).isEqualTo(ids(1));
  }

  @Test
  void whatIsThereRebuildsALostLog() {
    honour(secret(3), secret(4));

    assertThat(gate.lastId()).contains(new SecretId(4));
    assertThat(gate.survivors(List.of()))
        .extracting(Secret::value)
        .containsExactlyInAnyOrder(secret(3).value(), secret(4).value());
  }

  @Test
  void aRepetitionAfterALostAnswerFindsWhatWasWritten() {
    ssm.loseAnswers(1);

    honour(secret(1));

    assertThat(observe(1).honoured()).isEqualTo(ids(1));
  }

  @Test
  void aFailureNamesTheParameterAndNoSecret() {
    ssm.fail(400, "AccessDeniedException", "not for " + secret(1).value().reveal());

    assertThatThrownBy(() -> observe(1))
        .isInstanceOf(LockException.class)
        .hasMessageContaining(PATH + "/honoured")
        .hasMessageContaining("ssm:GetParametersByPath")
        .hasMessageNotContaining(secret(1).value().reveal());
  }

  @Test
  void nothingIsTakenOver() {
    assertThatThrownBy(() -> gate.adopt(secret(1))).isInstanceOf(LockException.class);
  }

  @Test
  void noSecretIsPartOfARequestButItsValue() {
    honour(secret(1));
    observe(1);

    JsonNode put = ssm.requests("PutParameter").get(0);
    assertThat(put.path("Value").asText()).isEqualTo(secret(1).value().reveal());
    assertThat(put.path("Name").asText()).doesNotContain(secret(1).value().reveal());
    assertThat(ssm.requests("GetParametersByPath").toString())
        .doesNotContain(secret(1).value().reveal());
  }

  private SignatureGate gate(boolean signsQuery, Optional<String> kmsKey) {
    return gate(signsQuery, ssm.client(kmsKey));
  }

  private SignatureGate tagged(Map<String, String> tags) {
    return gate(true, ssm.client(Optional.empty(), tags));
  }

  private SignatureGate gate(boolean signsQuery, ParameterStore parameters) {
    return new SignatureGate(
        parameters,
        api.client(),
        PATH,
        AUTHORIZER,
        signsQuery,
        List.of(PROD),
        Set.of("/probe"),
        new SecureRandom());
  }

  @Test
  void aReleasedStageChecksAsLongAsAMethodAsksTheAuthorizer() {
    api.authorizer("lock", AUTHORIZER);
    api.method("options", "/pets", "");
    api.method("get", "/probe", "lock");
    assertThat(gate.checking(Set.of(PROD.member()))).isEmpty();

    api.method("options", "/pets", "lock");
    assertThat(gate.checking(Set.of(PROD.member())))
        .containsExactly(Map.entry(PROD.member(), new Checking(false, gate.toOpen())));

    api.stage.remove("deploymentId");
    assertThat(gate.checking(Set.of(PROD.member()))).as("it serves nothing").isEmpty();
  }

  @Test
  void aCanaryOfAReleasedStageCountsAsChecking() {
    api.stage.putObject("canarySettings").put("deploymentId", "d2").put("percentTraffic", 5);

    assertThat(gate.checking(Set.of(PROD.member())).get(PROD.member()).remedy()).contains("canary");
  }

  private boolean honour(Secret... secrets) {
    return honour(gate, Set.of(), secrets);
  }

  private static boolean honour(SignatureGate gate, Set<SecretId> removable, Secret... secrets) {
    return gate.honour(
        new DesiredGate(false, List.of(secrets), removable),
        ObservedGate.of(Set.of()),
        Announcement.none());
  }

  private ObservedGate observe(int... ids) {
    return gate.observe(Arrays.stream(ids).mapToObj(SignatureGateTest::secret).toList());
  }

  private static Set<SecretId> ids(int... ids) {
    return Arrays.stream(ids).mapToObj(SecretId::new).collect(Collectors.toSet());
  }

  private static Secret secret(int id) {
    return new Secret(new SecretId(id), new SecretValue("Key" + "abcdefghij".repeat(3) + id), NOW);
  }
}
