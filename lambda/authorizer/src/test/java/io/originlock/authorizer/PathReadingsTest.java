package io.originlock.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SignatureHeader;
import io.originlock.signing.SignedPath;
import io.originlock.signing.SigningKey;
import io.originlock.testing.Draw;
import io.originlock.testing.MovingClock;
import io.originlock.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two ways to read an event's path, and which captured signatures each lets serve. */
class PathReadingsTest {
  private static final long NOW = 1_767_225_600L;
  private static final String SECRET = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd";
  private static final int CASES = 2_000;
  private static final List<String> PIECES =
      List.of(
          "a", "Z", "-", "~", "/", "//", "%2F", "%2f", "%20", "+", "%2B", "%25", "%2525", "%252F",
          "%C3%A9", "%c3%a9", "%41", ";", "%3B", "%FF", "%FE", "%C0%AF", "%", "%4", "%zz", "=",
          "@");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final MovingClock minutes = new MovingClock("2026-01-01T00:00:00Z");
  private final AuthorizerHandler handler = handler();

  private AuthorizerHandler handler() {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    return new AuthorizerHandler(
        new Verifier(
            id -> Optional.of(new SigningKey(SECRET)), Duration.ofSeconds(300), true, clock),
        new SignedPath("", ""),
        new Metrics(
            "OriginLock",
            "petstore",
            minutes,
            new PrintStream(written, true, StandardCharsets.UTF_8)));
  }

  /** Whether this is let in with the signature of that path. */
  private boolean allows(String signed, String shown, String inContext) {
    minutes.pass(Metrics.APART);
    Map<String, Object> event = new HashMap<>();
    event.put("httpMethod", "GET");
    event.put("path", shown);
    event.put("requestContext", Map.of("stage", "prod", "path", "/prod" + inContext));
    event.put("multiValueHeaders", Map.of(SignatureHeader.NAME, List.of(signature(signed))));
    return handler.handleRequest(event, null).toString().contains("Effect=Allow");
  }

  private static String signature(String path) {
    return Signing.sign(new CanonicalRequest("GET", path, Map.of()), "g1", SECRET, NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "/a%2Fb, /a/b",
    "/a/b, /a%2Fb",
    "/a/b, /a%2fb",
    "/%2F, //",
    "/a%2Fb, /a%252Fb",
    "/a%20b, /a%2520b",
    "/a+b, /a%20b",
    "/a%2Bb, /a%20b",
    "/100%25, /100%2525",
    "/%FF, /%FE",
    "/%FF, /%EF%BF%BD",
    "/%2541, /A",
    "/a, /a/",
    "/a//b, /a/b",
    "/a/b, /a//b",
    "//a, /a//",
  })
  void aSignatureServesNoOtherPathAsItIsSent(String signed, String sent) {
    assertThat(allows(signed, sent.replaceFirst("^/+", "/"), sent)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/a%2Fb, /a%2fb",
    "/a%20b, /%61%20b",
    "/a%C3%A9, /a%c3%a9",
    "//a, /a",
    "/a, ////a",
    "/a;b, /a%3bb",
    "/100%, /100%25",
  })
  void spellingsOfOnePathAreOne(String signed, String sent) {
    assertThat(allows(signed, sent.replaceFirst("^/+", "/"), sent)).isTrue();
  }

  /** The second reading cannot tell these from what a gateway that decodes shows. */
  @ParameterizedTest
  @CsvSource({"/a%2520b, /a%20b", "/a%252Fb, /a%2Fb", "/100%2525, /100%25", "/%2541, /%41"})
  void whatTheSecondReadingAdds(String signed, String sent) {
    assertThat(allows(signed, sent, sent)).isTrue();
    assertThat(metrics()).containsExactly("SignatureSecondReading");
  }

  @Test
  void aDecodedPathNeedsTheContextForItsEscapedSlashes() {
    assertThat(allows("/a%2Fb/c d", "/a/b/c d", "/a%2Fb/c%20d")).isTrue();
    assertThat(allows("/a%2Fb/c d", "/a/b/c d", "/a/b/c d")).isFalse();
    assertThat(allows("/a/b/c d", "/a/b/c d", "/a/b/c d")).isTrue();
  }

  @Test
  void eachReadingIsCountedTheFirstOnceAndForPathsWithEscapesAlone() {
    allows("/plain", "/plain", "/plain");
    allows("/100%25", "/100%", "/100%25");
    assertThat(metrics()).isEmpty();
    allows("/a%20b", "/a%20b", "/a%20b");
    allows("/c%20d", "/c%20d", "/c%20d");
    assertThat(metrics()).containsExactly("SignatureFirstReading");
    allows("/a%20b", "/a b", "/a%20b");
    allows("/100%2525", "/100%25", "/100%2525");
    assertThat(metrics())
        .containsExactly(
            "SignatureFirstReading", "SignatureSecondReading", "SignatureSecondReading");
  }

  @Test
  void theContextOfAnotherPathTellsNothing() {
    assertThat(allows("/a%2Fb/c", "/v1/a/b/c", "/a%2Fb/c")).isFalse();
    assertThat(allows("/pets", "/v1/pets", "/pets")).isFalse();
    assertThat(allows("/a%2Fb", "/a/b", "/c%2Fb")).isFalse();
  }

  @Test
  void withoutAContextTheSecondReadingEncodes() {
    Map<String, Object> event = new HashMap<>();
    event.put("httpMethod", "GET");
    event.put("path", "/a b");
    event.put("requestContext", "none");
    event.put("multiValueHeaders", Map.of(SignatureHeader.NAME, List.of(signature("/a%20b"))));

    assertThat(handler.handleRequest(event, null).toString()).contains("Effect=Allow");
  }

  /** What an edge signs is let in, in either form of the event. */
  @Test
  void nobodyIsRefusedInEitherForm() {
    Seeds.each(
        CASES,
        seed -> {
          Draw draw = new Draw(seed);
          String sent =
              "/" + String.join("", draw.list(0, 8, () -> draw.of(PIECES.toArray(String[]::new))));
          String folded = sent.replaceFirst("^/+", "/");

          assertThat(allows(sent, folded, sent)).as(sent).isTrue();
          assertThat(allows(sent, decoded(folded), sent)).as(sent).isTrue();
        });
  }

  /** By the JDK, which decodes no lone percent sign and takes a plus for a blank. */
  private static String decoded(String path) {
    return URLDecoder.decode(
        path.replace("+", "%2B").replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), StandardCharsets.UTF_8);
  }

  private List<String> metrics() {
    return written
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("(?s).*\"Name\":\"(\\w+)\".*", "$1"))
        .toList();
  }
}
