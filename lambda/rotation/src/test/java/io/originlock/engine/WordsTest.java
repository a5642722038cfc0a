package io.originlock.engine;

import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.gate.RandomSecrets;
import io.originlock.gate.SingleHeader;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.Retired;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.model.Stage;
import io.originlock.port.Demands;
import io.originlock.port.Presentation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of the design as values: what they mean, print, and take. */
class WordsTest {

  @Test
  void aSecretsIdIsReadBackAndOrdered() {
    assertThat(SecretId.parse("g12")).isEqualTo(new SecretId(12)).hasToString("g12");
    assertThat(new SecretId(9)).isLessThan(new SecretId(10));
    assertThat(new SecretId(9).next()).isEqualTo(new SecretId(10));
    assertThat(new SecretId(1).number()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "g", "g0", "g01", "1", "G1", "g1 ", "g1234567890"})
  void anythingElseIsNoId(String text) {
    assertThatThrownBy(() -> SecretId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SecretId(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aValueShowsItsFingerprintAlone() {
    SecretValue value = new SecretValue("attack at dawn");

    assertThat(value.reveal()).isEqualTo("attack at dawn");
    assertThat(value.fingerprint()).matches("[0-9a-f]{8}");
    assertThat(value).hasToString("[secret " + value.fingerprint() + "]");
    assertThat(value)
        .isEqualTo(new SecretValue("attack at dawn"))
        .hasSameHashCodeAs(new SecretValue("attack at dawn"))
        .isNotEqualTo(new SecretValue("attack at dusk"))
        .isNotEqualTo("attack at dawn")
        .doesNotHaveSameHashCodeAs(new SecretValue("attack at dusk"));
    assertThatThrownBy(() -> new SecretValue(" ")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHeaderShowsNeitherPart() {
    assertThat(new Header("X-Key", "attack at dawn").toString())
        .startsWith("[header ")
        .doesNotContain("key")
        .doesNotContain("dawn");
    assertThat(new Header("X-Key", "v")).isEqualTo(new Header("x-key", "v"));
  }

  @Test
  void aSingleHeaderCarriesOneSecret() {
    SingleHeader header = new SingleHeader("x-key");

    assertThat(header.present(List.of())).isEmpty();
    assertThat(header.present(List.of(secret(1))))
        .containsExactly(new Header("x-key", secret(1).value().reveal()));
    assertThatThrownBy(() -> header.present(List.of(secret(1), secret(2))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(header.is("X-Key")).isTrue();
    assertThat(header.is("x-keys")).isFalse();
    assertThat(header.carriedBy(new Header("X-Key", "v"))).contains(new SecretValue("v"));
    assertThat(header.carriedBy(new Header("x-key", " "))).isEmpty();
    assertThat(header.carriedBy(new Header("x-other", "v"))).isEmpty();
  }

  @Test
  void madeValuesAreLongEnoughAndNeverTheSame() {
    RandomSecrets random = new RandomSecrets(new java.security.SecureRandom());
    Set<SecretValue> values = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      values.add(random.next());
    }
    assertThat(values)
        .hasSize(200)
        .allSatisfy(value -> assertThat(value.reveal()).matches("[A-Za-z0-9]{40}"));
  }

  @ParameterizedTest
  @EnumSource
  void anActionIsReadByItsName(Action action) {
    assertThat(Action.parse(action.label())).isEqualTo(action);
    assertThat(action.label()).isLowerCase();
  }

  @Test
  void anUnknownActionIsAnsweredWithThoseThatThereAre() {
    assertThatThrownBy(() -> Action.parse("ROTATE"))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("\"ROTATE\" is no action")
        .hasMessageContaining("engage, disengage, rotate, tick");
  }

  @Test
  void anExceptionNamesResourceOperationAndRemedy() {
    LockException exception = new LockException("a thing", "failed.", "Mend it.");

    assertThat(exception).hasMessage("a thing: failed. Mend it.");
    assertThat(exception.resource()).isEqualTo("a thing");
    assertThat(exception.operation()).isEqualTo("failed.");
    assertThat(exception.remedy()).isEqualTo("Mend it.");
  }

  @Test
  void anApiIsOpenWhenMethodsAreSeenAndNoneDemandsTheSecret() {
    assertThat(new Demands(List.of("GET /"), 1, List.of(), true).none()).isTrue();
    assertThat(new Demands(List.of("GET /"), 2, List.of("PUT /"), true).none()).isFalse();
    assertThat(new Demands(List.of("GET /"), 1, List.of("OPTIONS /"), true).none()).isFalse();
    assertThat(new Demands(List.of("GET /"), 1, List.of(), false).none()).isFalse();
    assertThat(new Demands(List.of(), 0, List.of(), true).none()).isFalse();
  }

  @Test
  void aDistributionShowsCarriesAndLosesHeadersOriginByOrigin() {
    Header one = new Header("x-1", "1");
    Header two = new Header("x-2", "1");
    Presentation uneven =
        new Presentation("E1", "1", Map.of("a", List.of(one, two), "b", List.of(one)), true);
    Presentation even = new Presentation("E1", "1", Map.of("a", List.of(one, two)), true);

    assertThat(even.shows(List.of(two, one))).as("in any order").isTrue();
    assertThat(even.shows(List.of(one))).isFalse();
    assertThat(uneven.shows(List.of(one))).isFalse();
    assertThat(uneven.carries(List.of(one))).isTrue();
    assertThat(uneven.carries(List.of(one, two))).isFalse();
    assertThat(uneven.loses(List.of(one))).isTrue();
    assertThat(uneven.loses(List.of(one, two))).isFalse();
  }

  @Test
  void aRetiredSecretSeenRefusedIsNoMoreWhenItIsRevoked() {
    Retired retired = new Retired(secret(1), T0, false, false);

    assertThat(retired.seenRefused()).isEqualTo(new Retired(secret(1), T0, false, true));
    assertThat(retired.seenRefused().revoke()).isEqualTo(new Retired(secret(1), T0, true, false));
  }

  @ParameterizedTest
  @EnumSource
  void aStageIsRotatingLeavingOrNeither(Stage stage) {
    assertThat(stage.rotating())
        .isEqualTo(List.of("admit", "present", "require", "retreat").contains(stage.label()));
    assertThat(stage.leaving()).isEqualTo(List.of("disengage", "withdraw").contains(stage.label()));
  }
}
