package io.originlock.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SignatureHeader;
import io.originlock.signing.SignedPath;
import io.originlock.signing.SigningKey;
import io.originlock.signing.Stamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
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
  private static final int PATH = 5;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  record Vector(String name, JsonNode all) {
    String text(String pointer) {
      return all.at(pointer).asText();
    }

    SignatureHeader signature() {
      return SignatureHeader.parse(text("/signature")).orElseThrow();
    }

    boolean isLossless() {
      return all.at("/authorizer/lossless").asBoolean();
    }

    String canonicalPath() {
      return text("/canonical").split("\n", -1)[PATH];
    }

    /** The authorizer's event. */
    ObjectNode event() {
      return all.path("authorizer").deepCopy();
    }

    /** The same with its path decoded. */
    ObjectNode decodedEvent() {
      ObjectNode event = event();
      event.set("path", event.path("decoded"));
      return event;
    }

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

  /** Those that differ from the plainest by their path alone. */
  static Stream<Vector> paths() throws IOException {
    Vector plain = vectors().findFirst().orElseThrow();
    String lines = plain.text("/canonical");
    return vectors()
        .filter(each -> each.text("/edge/key").equals(plain.text("/edge/key")))
        .filter(each -> each.text("/authorizer/strip_prefix").isEmpty())
        .filter(each -> each.text("/authorizer/add_prefix").isEmpty())
        .filter(
            each ->
                each.text("/canonical")
                    .equals(lines.replace(plain.canonicalPath(), each.canonicalPath())));
  }

  @Test
  void thereAreTheVectors() throws IOException {
    assertThat(vectors()).hasSizeGreaterThanOrEqualTo(100);
    assertThat(paths()).hasSizeGreaterThanOrEqualTo(50);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theCanonicalFormIsTheSame(Vector vector) {
    AuthorizerEvent event = new AuthorizerEvent(JSON.convertValue(vector.event(), Map.class));
    CanonicalRequest request =
        new CanonicalRequest(event.method().orElseThrow(), vector.text("/edge/uri"), event.query());

    assertThat(new String(request.text(vector.signature().stamp()), StandardCharsets.US_ASCII))
        .isEqualTo(vector.text("/canonical"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void whatTheEdgeSignedIsAllowed(Vector vector) {
    assertThat(allows(vector, vector.event())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void theFirstReadingTakesThePathAsItWasSent(Vector vector) {
    assertThat(allows(vector, vector.event())).isTrue();
    assertThat(written())
        .as("a raw character is taken for a decoded one")
        .doesNotContain(vector.name().equals("unicode, raw") ? "-" : "SignatureSecondReading");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void whatTheEdgeSignedIsAllowedWithTheEventsPathDecoded(Vector vector) {
    assertThat(allows(vector, vector.decodedEvent())).isTrue();
  }

  /** Nothing tells an escaped slash from another then, or bytes that are no UTF-8. */
  @ParameterizedTest
  @MethodSource("vectors")
  void withThePathInTheContextDecodedAsWellWhatThatLosesIsRefused(Vector vector) {
    ObjectNode event = vector.decodedEvent();
    ObjectNode context = event.withObject("/requestContext");
    String before = vector.text("/authorizer/path");
    context.put("path", context.path("path").asText().replace(before, event.path("path").asText()));

    assertThat(allows(vector, event)).isEqualTo(vector.isLossless());
  }

  /**
   * But for the one that the second reading adds: what reads, letter for letter, as the signed path
   * does when it is decoded.
   */
  @Test
  void aSignatureOfOnePathIsRefusedForAnyOther() throws IOException {
    List<Vector> all = paths().toList();
    for (Vector signed : all) {
      for (Vector sent : all) {
        boolean same = signed.canonicalPath().equals(sent.canonicalPath());
        boolean added =
            signed.isLossless()
                && signed.text("/authorizer/decoded").equals(sent.text("/authorizer/path"));

        assertThat(allows(signed, sent.event()))
            .as("%s with the signature of %s", sent.text("/edge/uri"), signed.text("/edge/uri"))
            .isEqualTo(same || added);
      }
    }
  }

  /** Whether this event is let in with the vector's signature. */
  private boolean allows(Vector vector, ObjectNode event) {
    SignatureHeader header = vector.signature();
    event.putObject("multiValueHeaders").putArray(SignatureHeader.NAME).add(header.value());
    String secret = vector.text("/edge/key").replace("~", "").split("\\.")[1];
    SigningKeys keys =
        id ->
            id.equals(header.stamp().keyId())
                ? Optional.of(new SigningKey(secret))
                : Optional.empty();
    Clock clock =
        Clock.fixed(Instant.ofEpochSecond(header.stamp().seconds() + 300), ZoneOffset.UTC);
    AuthorizerHandler handler =
        new AuthorizerHandler(
            new Verifier(
                keys,
                Duration.ofSeconds(300),
                header.stamp().form() == Stamp.Form.WITH_QUERY,
                clock),
            new SignedPath(
                vector.text("/authorizer/strip_prefix"), vector.text("/authorizer/add_prefix")),
            new Metrics(
                "OriginLock",
                "petstore",
                clock,
                new PrintStream(written, true, StandardCharsets.UTF_8)));
    Map<String, Object> input = JSON.convertValue(event, new TypeReference<>() {});
    return handler.handleRequest(input, null).toString().contains("Effect=Allow");
  }

  private String written() {
    return written.toString(StandardCharsets.UTF_8);
  }
}
