package io.originlock.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SigningKey;
import io.originlock.signing.Stamp.Form;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {
  private static final long SIGNED = 1_767_225_600L;
  private static final String SECRET = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd";
  private static final CanonicalRequest REQUEST =
      new CanonicalRequest("GET", "/pets", Map.of("type", List.of("dog")));
  private static final String SIGNATURE = Signing.sign(REQUEST, "g3", SECRET, SIGNED);

  private static Verdict verify(CanonicalRequest request, String signature) {
    return at(SIGNED * 1_000, true).verify(request, signature);
  }

  private static Verifier at(long millis, boolean wantsQuery) {
    return new Verifier(
        id -> id.equals("g3") ? Optional.of(new SigningKey(SECRET)) : Optional.empty(),
        Duration.ofSeconds(300),
        wantsQuery,
        Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
  }

  @Test
  void whatAnEdgeSignedIsAllowed() {
    assertThat(verify(REQUEST, SIGNATURE)).isEqualTo(Verdict.ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "-300000, ALLOWED",
    "-300001, OUT_OF_TIME",
    "300000, ALLOWED",
    "300001, OUT_OF_TIME",
  })
  void theWindowIsAsWideBothWays(long later, Verdict verdict) {
    assertThat(at(SIGNED * 1_000 + later, true).verify(REQUEST, SIGNATURE)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "g3",
        "g3.1767225600.q",
        "g3.1767225600.q.",
        "g3.1767225600.q.AAAA",
        "g3.1767225600.x.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "g0.1767225600.q.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "g3.01767225600.q.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "g3.-1.q.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "g3.9999999999999999999.q.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "g3.1767225600.q.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "g3.1767225600.q.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+",
        "g3.1767225600.q.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.x",
        "g3.1767225600.q.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
        "G3.1767225600.q.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      })
  void anotherFormIsNothingThatAnEdgeWrote(String signature) {
    assertThat(verify(REQUEST, signature)).isEqualTo(Verdict.MALFORMED);
  }

  @Test
  void aKeyThatIsNotHonouredIsUnknown() {
    assertThat(verify(REQUEST, Signing.sign(REQUEST, "g2", SECRET, SIGNED)))
        .isEqualTo(Verdict.UNKNOWN_KEY);
  }

  @Test
  void anotherSecretIsWrong() {
    assertThat(verify(REQUEST, Signing.sign(REQUEST, "g3", "x" + SECRET, SIGNED)))
        .isEqualTo(Verdict.WRONG);
  }

  @Test
  void whateverIsChangedIsWrong() {
    List<CanonicalRequest> changed =
        List.of(
            new CanonicalRequest("POST", "/pets", REQUEST.query()),
            new CanonicalRequest("GET", "/pets/", REQUEST.query()),
            new CanonicalRequest("GET", "/Pets", REQUEST.query()),
            new CanonicalRequest("GET", "/pets", Map.of()),
            new CanonicalRequest("GET", "/pets", Map.of("type", List.of("cat"))),
            new CanonicalRequest("GET", "/pets", Map.of("type", List.of("dog", "dog"))),
            new CanonicalRequest("GET", "/pets", Map.of("types", List.of("dog"))));

    assertThat(changed).allMatch(request -> verify(request, SIGNATURE) == Verdict.WRONG);
  }

  @Test
  void anotherTimeOrFormOnTheSameMacIsWrong() {
    assertThat(verify(REQUEST, SIGNATURE.replace("." + SIGNED + ".", "." + (SIGNED + 1) + ".")))
        .isEqualTo(Verdict.WRONG);
    assertThat(at(SIGNED * 1_000, false).verify(REQUEST, SIGNATURE.replace(".q.", ".p.")))
        .isEqualTo(Verdict.WRONG);
  }

  @Test
  void theMacIsComparedAsTextSinceItsLastCharacterHasTwoIdleBits() {
    char last = SIGNATURE.charAt(SIGNATURE.length() - 1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    String start = SIGNATURE.substring(0, SIGNATURE.length() - 1);
    for (char other : alphabet.toCharArray()) {
      if (other != last) {
        assertThat(verify(REQUEST, start + other)).isEqualTo(Verdict.WRONG);
      }
    }
  }

  @Test
  void aQueryThatIsNotSignedIsForThoseWhoDoNotWantIt() {
    String alone = Signing.sign(REQUEST, "g3", SECRET, SIGNED, Form.PATH_ALONE);

    assertThat(verify(REQUEST, alone)).isEqualTo(Verdict.MALFORMED);
    Verifier verifier = at(SIGNED * 1_000, false);
    assertThat(verifier.verify(REQUEST, alone)).isEqualTo(Verdict.ALLOWED);
    assertThat(verifier.verify(REQUEST, SIGNATURE)).isEqualTo(Verdict.ALLOWED);
    assertThat(verifier.verify(new CanonicalRequest("GET", "/pets", Map.of()), alone))
        .isEqualTo(Verdict.ALLOWED);
  }
}
