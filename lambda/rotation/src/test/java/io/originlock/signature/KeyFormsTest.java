package io.originlock.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.gate.RandomSecrets;
import io.originlock.model.SecretId;
import io.originlock.signing.KeyFolder;
import io.originlock.signing.SigningKey;
import io.originlock.signing.Stamp;
import io.originlock.testing.Draw;
import io.originlock.testing.Seeds;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the worker's model and what both functions share say of the same keys. */
class KeyFormsTest {
  private static final KeyFolder FOLDER = new KeyFolder("/shop/eu");

  @ParameterizedTest
  @ValueSource(strings = {"g1", "g9", "g10", "g123456789", "g999999999"})
  void anIdOfTheModelIsAnIdOfAKey(String id) {
    assertThat(SecretId.parse(id)).hasToString(id);
    assertThat(Stamp.isKeyId(id)).isTrue();
    assertThat(FOLDER.keyId(FOLDER.parameter(id))).contains(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "g", "g0", "g01", "g1234567890", "G1", "g-1", "g+1", "1", "g1 ", "g1\n", "g١"})
  void whatIsNoneOfTheModelsIsNoKeys(String id) {
    assertThat(id).doesNotMatch(SecretId.FORM);
    assertThat(Stamp.isKeyId(id)).isFalse();
    assertThat(FOLDER.keyId(FOLDER.parameter(id))).isEmpty();
  }

  @Test
  void bothSayTheSameOfAnyText() {
    Seeds.each(
        2000,
        seed -> {
          String text = new Draw(seed).text("gG0123456789.-+ \n", 0, 12);
          String likely = "g" + new Draw(seed).text("0123456789", 0, 11);

          assertThat(Stamp.isKeyId(text)).as(text).isEqualTo(text.matches(SecretId.FORM));
          assertThat(Stamp.isKeyId(likely)).as(likely).isEqualTo(likely.matches(SecretId.FORM));
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/shop/eu/honoured",
        "/shop/eu/honoured/",
        "/shop/eu/honoured/below/g1",
        "/shop/eu-2/honoured/g1",
        "/shop/eu/state/g1",
        "g1"
      })
  void aParameterElsewhereHoldsNoKey(String parameter) {
    assertThat(FOLDER.keyId(parameter)).isEmpty();
  }

  @Test
  void whatTheWorkerMakesCanBeSignedWith() {
    assertThat(new RandomSecrets(new SecureRandom()).next().reveal()).matches(SigningKey.FORM);
  }
}
