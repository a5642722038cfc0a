package io.originlock.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SignedPath;
import io.originlock.signing.SigningKey;
import io.originlock.testing.Draw;
import io.originlock.testing.MovingClock;
import io.originlock.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What API Gateway sends, and what it gets: a policy, whatever it is. */
class AuthorizerHandlerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long NOW = 1_767_225_600L;
  private static final String SECRET = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd";
  private static final String ARN =
      "arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/prod/GET/pets";
  private static final CanonicalRequest REQUEST =
      new CanonicalRequest("GET", "/pets", Map.of("type", List.of("dog")));
  private static final String SIGNATURE = Signing.sign(REQUEST, "g3", SECRET, NOW);
  private static final String MAC = SIGNATURE.substring(SIGNATURE.lastIndexOf('.') + 1);

  private static final List<String> PARTS =
      List.of("path", "multiValueHeaders", "multiValueQueryStringParameters");

  private final MovingClock clock = new MovingClock("2026-01-01T00:00:00Z");
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final AuthorizerHandler handler = handler(new SignedPath("", ""));

  private AuthorizerHandler handler(SignedPath signedPath) {
    SigningKeys keys =
        id -> id.equals("g3") ? Optional.of(new SigningKey(SECRET)) : Optional.empty();
    return new AuthorizerHandler(
        new Verifier(keys, Duration.ofSeconds(300), true, clock), signedPath, metrics());
  }

  private Metrics metrics() {
    return new Metrics(
        "OriginLock", "petstore", clock, new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  /**
   * An event as API Gateway sends it, shortened. See <a
   * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html">Input
   * to an API Gateway Lambda authorizer</a>.
   */
  private static Map<String, Object> event() {
    Map<String, Object> event = new HashMap<>();
    event.put("type", "REQUEST");
    event.put("methodArn", ARN);
    event.put("resource", "/pets");
    event.put("path", "/pets");
    event.put("httpMethod", "GET");
    event.put("headers", Map.of("X-Origin-Lock-Signature", SIGNATURE));
    event.put(
        "multiValueHeaders",
        Map.of(
            "Host",
            List.of("abcdef1234.execute-api.eu-west-1.amazonaws.com"),
            "X-Origin-Lock-Signature",
            List.of(SIGNATURE)));
    event.put("queryStringParameters", Map.of("type", "dog"));
    event.put("multiValueQueryStringParameters", Map.of("type", List.of("dog")));
    event.put("pathParameters", Map.of());
    event.put("stageVariables", Map.of());
    event.put("requestContext", Map.of("stage", "prod", "path", "/prod/pets"));
    return event;
  }

  /** An event with this in place of what stands there. */
  private static Map<String, Object> with(String field, Object value) {
    Map<String, Object> event = event();
    event.put(field, value);
    return event;
  }

  private static Map<String, Object> without(String field) {
    Map<String, Object> event = event();
    event.remove(field);
    return event;
  }

  private static JsonNode policy(String effect, String resource) {
    return tree(
        """
        {"principalId": "cloudfront",
         "policyDocument": {"Version": "2012-10-17", "Statement": [
           {"Action": "execute-api:Invoke", "Effect": "%s", "Resource": "%s"}]}}
        """
            .formatted(effect, resource));
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode answer(Map<String, Object> event) {
    return JSON.valueToTree(handler.handleRequest(event, null));
  }

  private String written() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatAnEdgeSignedIsAllowedForThisMethodAloneAndWritesNothing() {
    assertThat(answer(event())).isEqualTo(policy("Allow", ARN));
    assertThat(written()).isEmpty();
  }

  @Test
  void aHeadersNameMayBeInAnyCase() {
    assertThat(
            answer(
                with("multiValueHeaders", Map.of("x-origin-LOCK-signature", List.of(SIGNATURE)))))
        .isEqualTo(policy("Allow", ARN));
  }

  @Test
  void aRequestWithoutAQueryHasNoneInItsEvent() {
    CanonicalRequest bare = new CanonicalRequest("GET", "/pets", Map.of());
    Map<String, Object> event = with("multiValueQueryStringParameters", null);
    event.put(
        "multiValueHeaders",
        Map.of("X-Origin-Lock-Signature", List.of(Signing.sign(bare, "g3", SECRET, NOW))));

    assertThat(answer(event)).isEqualTo(policy("Allow", ARN));
  }

  @Test
  void theSignedPathIsTheOneBelowTheBasePath() {
    Map<String, Object> event = with("path", "/v1/pets");

    assertThat(answer(event)).isEqualTo(policy("Deny", ARN));
    JsonNode told = JSON.valueToTree(handler(new SignedPath("/v1", "")).handleRequest(event, null));
    assertThat(told).isEqualTo(policy("Allow", ARN));
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("no event", null),
        Arguments.of("an empty event", Map.of()),
        Arguments.of("no method", without("httpMethod")),
        Arguments.of("a method that is null", with("httpMethod", null)),
        Arguments.of("a method that is a number", with("httpMethod", 1)),
        Arguments.of("no path", without("path")),
        Arguments.of("a path that is a list", with("path", List.of("/pets"))),
        Arguments.of("no headers", without("multiValueHeaders")),
        Arguments.of("headers that are null", with("multiValueHeaders", null)),
        Arguments.of("headers that are a text", with("multiValueHeaders", SIGNATURE)),
        Arguments.of("headers that are a list", with("multiValueHeaders", List.of(SIGNATURE))),
        Arguments.of("no header", with("multiValueHeaders", Map.of("Host", List.of("a.example")))),
        Arguments.of("a header in a text", headers("X-Origin-Lock-Signature", SIGNATURE)),
        Arguments.of("a header that is null", headers("X-Origin-Lock-Signature", null)),
        Arguments.of("a header without values", headers("X-Origin-Lock-Signature", List.of())),
        Arguments.of("a header twice", headers("X-Origin-Lock-Signature", twice())),
        Arguments.of(
            "a header with a null",
            headers("X-Origin-Lock-Signature", Collections.singletonList(null))),
        Arguments.of("a header with a number", headers("X-Origin-Lock-Signature", List.of(3))),
        Arguments.of("an empty header", headers("X-Origin-Lock-Signature", List.of(""))),
        Arguments.of("another name", headers("X-Origin-Lock-Signature-2", List.of(SIGNATURE))),
        Arguments.of("no name", headers(null, List.of(SIGNATURE))));
  }

  private static List<String> twice() {
    return List.of(SIGNATURE, SIGNATURE);
  }

  private static Map<String, Object> headers(String name, Object values) {
    Map<String, Object> headers = new HashMap<>();
    headers.put(name, values);
    return with("multiValueHeaders", headers);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void malformed(String what, Map<String, Object> event) {
    String resource = event != null && event.containsKey("methodArn") ? ARN : "*";

    assertThat(answer(event)).isEqualTo(policy("Deny", resource));
    assertThat(metric()).isEqualTo("SignatureMalformed");
  }

  @Test
  void twoHeadersOfOneNameInTwoCasesAreTwo() {
    Map<String, Object> headers =
        Map.of("x-origin-lock-signature", List.of(SIGNATURE), "X-Origin-Lock-Signature", List.of());
    assertThat(answer(with("multiValueHeaders", headers))).isEqualTo(policy("Allow", ARN));

    Map<String, Object> both =
        Map.of(
            "x-origin-lock-signature",
            List.of(SIGNATURE),
            "X-Origin-Lock-Signature",
            List.of(SIGNATURE));
    assertThat(answer(with("multiValueHeaders", both))).isEqualTo(policy("Deny", ARN));
  }

  @Test
  void withoutAMethodsArnNothingIsAllowedThatWasNotSigned() {
    Map<String, Object> event = headers("X-Origin-Lock-Signature", List.of("g3.1.q.forged"));
    event.remove("methodArn");

    assertThat(answer(event)).isEqualTo(policy("Deny", "*"));
  }

  @Test
  void aQueryOfAnotherFormIsNotWhatWasSigned() {
    Stream.of("type=dog", List.of("type"), Map.of("type", "dog"), Map.of(1, List.of("dog")))
        .forEach(
            query ->
                assertThat(answer(with("multiValueQueryStringParameters", query)))
                    .isEqualTo(policy("Deny", ARN)));
  }

  private static Object anything(Draw draw) {
    return draw.from(() -> plain(draw), () -> list(draw), () -> map(draw));
  }

  private static Object plain(Draw draw) {
    return draw.from(
        () -> draw.anyText(12),
        () -> draw.of(SIGNATURE, "x-origin-lock-signature", "g3.1.q.", "/pets"),
        () -> draw.<Object>of(1, -7L, 0.5, true, new Object()),
        () -> null);
  }

  private static List<Object> list(Draw draw) {
    return draw.list(0, 3, () -> plain(draw));
  }

  private static Map<Object, Object> map(Draw draw) {
    Map<Object, Object> map = new HashMap<>();
    list(draw).forEach(name -> map.put(name, draw.from(() -> plain(draw), () -> list(draw))));
    return map;
  }

  @Test
  void whateverComesIsAnsweredWithAPolicy() {
    Seeds.each(
        1000,
        seed -> {
          Draw draw = new Draw(seed);
          Map<String, Object> event = with("httpMethod", anything(draw));
          for (String field : PARTS) {
            // Keeps some as signed: else a bad header would hide a path that nothing can read.
            if (draw.oneIn(2)) {
              event.put(field, anything(draw));
            }
          }

          assertThat(answer(event)).as("%s", event).isEqualTo(policy("Deny", ARN));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "g3, 0, /cats, SignatureWrong",
    "g3, -301, /pets, SignatureOutOfTime",
    "g3, 301, /pets, SignatureOutOfTime",
    "g4, 0, /pets, SignatureOfUnknownKey",
  })
  void aRefusalIsCountedByItsReason(String keyId, long later, String path, String metric) {
    CanonicalRequest signed = new CanonicalRequest("GET", path, REQUEST.query());
    String signature = Signing.sign(signed, keyId, SECRET, NOW + later);

    assertThat(answer(headers("X-Origin-Lock-Signature", List.of(signature))))
        .isEqualTo(policy("Deny", ARN));
    assertThat(metric()).isEqualTo(metric);
    assertThat(written())
        .doesNotContain(SECRET, signature.substring(signature.lastIndexOf('.') + 1));
  }

  @Test
  void nothingOfASignatureIsWrittenThatCouldBeUsedElsewhere() {
    answer(with("httpMethod", "POST"));
    answer(headers("X-Origin-Lock-Signature", twice()));
    answer(headers("X-Origin-Lock-Signature", List.of(SIGNATURE + "x")));

    clock.pass(Metrics.APART);
    answer(headers("X-Origin-Lock-Signature", List.of(SIGNATURE.replace("g3", "g4"))));

    assertThat(written()).contains("\"SignatureMalformed\":2", "\"SignatureOfUnknownKey\":1");
    assertThat(written()).doesNotContain(MAC, SECRET);
  }

  /** The only line that was written, which must be of CloudWatch's embedded format. */
  private String metric() {
    List<String> lines = written().lines().toList();
    assertThat(lines).hasSize(1);
    JsonNode line = tree(lines.get(0));
    JsonNode directive = line.at("/_aws/CloudWatchMetrics/0");
    String name = directive.at("/Metrics/0/Name").asText();
    assertThat(line)
        .isEqualTo(
            tree(
                """
                {"_aws": {"Timestamp": 1767225600000, "CloudWatchMetrics": [
                   {"Namespace": "OriginLock", "Dimensions": [["Lock"]],
                    "Metrics": [{"Name": "%1$s", "Unit": "Count"}]}]},
                 "Lock": "petstore", "%1$s": 1}
                """
                    .formatted(name)));
    return name;
  }

  @Test
  void everyVerdictButOneHasAMetric() {
    Arrays.stream(Verdict.values())
        .forEach(
            verdict -> {
              written.reset();
              metrics().count(verdict);
              assertThat(written().isEmpty()).isEqualTo(verdict == Verdict.ALLOWED);
            });
  }
}
