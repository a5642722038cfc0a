package io.originlock.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.Header;
import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SignatureHeader;
import io.originlock.signing.SignedPath;
import io.originlock.signing.SigningKey;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningEdgeTest {
  private static final String SECRET = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd";
  private static final Header KEY = new Header("x-origin-lock-key", "g7." + SECRET);
  private static final Map<String, List<String>> QUERY = Map.of("nonce", List.of("a b"));

  @Test
  void theKeyIsReplacedByASignatureAndTheRestGoesOn() {
    Header other = new Header("x-other", "stays");

    List<Header> sent = edge("", "").send(url("/prod/probe"), List.of(KEY, other));

    assertThat(sent).hasSize(2).contains(other);
    assertThat(sent.get(0).name()).isEqualTo("x-origin-lock-signature");
    assertThat(sent.get(0).value()).startsWith("g7.1767225600.q.").doesNotContain(SECRET);
    assertThat(signed(sent.get(0), "/probe", QUERY)).isTrue();
    assertThat(signed(sent.get(0), "/probe", Map.of())).isFalse();
  }

  @Test
  void aKeyThatDoesNotSignQueriesSignsThePathAlone() {
    Header key = new Header(KEY.name(), KEY.value() + "~");

    Header sent = edge("", "").send(url("/prod/probe"), List.of(key)).get(0);

    assertThat(sent.value()).startsWith("g7.1767225600.p.");
    assertThat(signed(sent, "/probe", Map.of())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://a1.execute-api.eu-central-1.amazonaws.com/prod/probe, '', '', /probe",
    "https://a1-vpce-1.execute-api.eu-central-1.amazonaws.com/prod/a/probe, '', '', /a/probe",
    "https://a1.execute-api.eu-central-1.amazonaws.com/prod, '', '', /",
    "https://a1.execute-api.eu-central-1.amazonaws.com/prod/probe, '', /prod, /prod/probe",
    "https://api.example.com/v1/probe, /v1, '', /probe",
    "https://api.example.com/v1/probe, '', '', /v1/probe",
    "https://api.example.com/v10/probe, /v1, '', /v10/probe",
  })
  void thePathIsTheOneThatTheAuthorizerVerifies(
      String url, String stripped, String added, String path) {
    Header sent = edge(stripped, added).send(URI.create(url), List.of(KEY)).get(0);

    assertThat(signed(sent, path, Map.of())).isTrue();
  }

  @Test
  void whatIsNoKeyOfTheLocksIsNotSigned() {
    Header odd = new Header(KEY.name(), "g7.short");

    assertThat(edge("", "").send(url("/prod/probe"), List.of(odd))).containsExactly(odd);
    assertThat(edge("", "").send(url("/prod/probe"), List.of())).isEmpty();
  }

  private static boolean signed(Header sent, String path, Map<String, List<String>> query) {
    return new SigningKey(SECRET)
        .signed(
            new CanonicalRequest("GET", path, query),
            SignatureHeader.parse(sent.value()).orElseThrow());
  }

  private static SigningEdge edge(String stripped, String added) {
    return new SigningEdge(
        new SignedPath(stripped, added),
        Duration.ofSeconds(300),
        Clock.fixed(Instant.ofEpochSecond(1_767_225_600L), ZoneOffset.UTC));
  }

  private static URI url(String path) {
    return URI.create("https://a1.execute-api.eu-central-1.amazonaws.com" + path + "?nonce=a%20b");
  }
}
