package io.originlock.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SignatureHeader;
import io.originlock.signing.SignedPath;
import io.originlock.signing.SigningKey;
import io.originlock.signing.Stamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors that the edge signer is held to as well. */
class VectorsTest {
  private static final Path FILE = Path.of("../edge-signer/test/vectors.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  record Vector(String name, JsonNode all) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Vector> vectors() throws IOException {
    List<Vector> vectors = new ArrayList<>();
    for (JsonNode each : JSON.readTree(FILE.toFile())) {
      vectors.add(new Vector(each.path("name").asText(), each));
    }
    return vectors.stream();
  }

  @Test
  void thereAreTheVectors() throws IOException {
    assertThat(vectors()).hasSizeGreaterThanOrEqualTo(60);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theCanonicalFormIsTheSame(Vector vector) {
    SignatureHeader header =
        SignatureHeader.parse(vector.all().path("signature").asText()).orElseThrow();

    assertThat(new String(request(vector).text(header.stamp()), StandardCharsets.US_ASCII))
        .isEqualTo(vector.all().path("canonical").asText());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void whatTheEdgeSignedIsAccepted(Vector vector) {
    String signature = vector.all().path("signature").asText();
    SignatureHeader header = SignatureHeader.parse(signature).orElseThrow();
    String secret = vector.all().at("/edge/key").asText().replace("~", "").split("\\.")[1];
    SigningKeys keys =
        id ->
            id.equals(header.stamp().keyId())
                ? Optional.of(new SigningKey(secret))
                : Optional.empty();
    Verifier verifier =
        new Verifier(
            keys,
            Duration.ofSeconds(300),
            header.stamp().form() == Stamp.Form.WITH_QUERY,
            Clock.fixed(Instant.ofEpochSecond(header.stamp().seconds() + 300), ZoneOffset.UTC));

    assertThat(verifier.verify(request(vector), signature)).isEqualTo(Verdict.ALLOWED);
  }

  private static CanonicalRequest request(Vector vector) {
    JsonNode shown = vector.all().path("authorizer");
    AuthorizerEvent event = new AuthorizerEvent(JSON.convertValue(shown, Map.class));
    return new CanonicalRequest(
        event.method().orElseThrow(),
        new SignedPath(shown.path("strip_prefix").asText(), shown.path("add_prefix").asText())
            .of(event.path().orElseThrow()),
        event.query());
  }
}
