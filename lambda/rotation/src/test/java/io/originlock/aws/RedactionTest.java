package io.originlock.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final String ALPHANUMERIC =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String PRINTABLE = ALPHANUMERIC + "!#$%&'()*+,-./:;<=>?@[]^_`{|}~\"\\ ";
  private static final int SEEDS = 4_000;

  /** What a gate sends or stores, by the length of what must not be read in it. */
  private static final Map<String, Function<SplittableRandom, String>> BY_FORM =
      new TreeMap<>(
          Map.of(
              "api key, x-origin-verify", random -> text(random, ALPHANUMERIC, 40),
              "signing key", random -> "g12." + text(random, ALPHANUMERIC, 40) + "~",
              "header name in upper case",
                  random -> "X-ORIGIN-LOCK-" + hex(random).toUpperCase(Locale.ROOT),
              "header name", random -> "x-origin-lock-" + hex(random),
              "digest in hex", RedactionTest::hex,
              "digest in Base64", random -> Base64.getEncoder().encodeToString(bytes(random, 16)),
              "digest of 32 bytes",
                  random -> Base64.getUrlEncoder().encodeToString(bytes(random, 32)),
              "the longest api key", random -> text(random, ALPHANUMERIC, 128)));

  /** How AWS, and what lies between, may write it. */
  private static final List<UnaryOperator<String>> QUOTED =
      List.of(
          secret -> "1 validation error detected: Value '" + secret + "' at 'value' failed",
          secret -> "The parameter HeaderValue : " + secret + " is not allowed.",
          secret -> "Invalid mapping expression specified: method.request.header." + secret,
          secret -> "{\"schema\":1,\"current\":{\"id\":\"g1\",\"value\":\"" + secret + "\"}}",
          secret -> "{\\\"headers\\\":[{\\\"value\\\":\\\"" + secret + "\\\"}]}",
          secret -> "<HeaderValue>" + secret + "</HeaderValue>",
          secret -> "unknown key=" + secret + "&next",
          secret -> "Key (" + secret + "), in arn:aws:apigateway:eu-west-1::/apikeys/a1b2c3",
          secret -> "/tags/" + secret,
          secret -> URLEncoder.encode("{\"value\":\"" + secret + "\"}", StandardCharsets.UTF_8),
          secret -> secret);

  @Test
  void noSecretOfAnyGatesFormSurvivesWhoeverQuotesIt() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      UnaryOperator<String> quoted = QUOTED.get(random.nextInt(QUOTED.size()));
      for (Map.Entry<String, Function<SplittableRandom, String>> form : BY_FORM.entrySet()) {
        String secret = form.getValue().apply(random);
        String shown = Redaction.of(quoted.apply(secret), List.of());
        assertThat(pieceOf(secret, shown, 20))
            .as("seed %d, %s in %s", seed, form.getKey(), shown)
            .isFalse();
      }
    }
  }

  /** A user's own value, of any form: not 8 characters of it, whole or cut off. */
  @Test
  void noPieceOfACarriedSecretSurvives() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      String secret = text(random, PRINTABLE, random.nextInt(8, 60)).strip() + "x";
      String sent =
          switch (random.nextInt(5)) {
            case 0 -> URLEncoder.encode(secret, StandardCharsets.UTF_8);
            case 1 -> secret.replace("\\", "\\\\").replace("\"", "\\\"");
            case 2 -> secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
            default -> secret;
          };
      String cut = random.nextBoolean() ? sent : sent.substring(0, sent.length() * 3 / 4) + "...";
      String shown =
          Redaction.of(QUOTED.get(random.nextInt(QUOTED.size())).apply(cut), List.of("1", secret));
      assertThat(pieceOf(secret, shown, 8)).as("seed %d, %s in %s", seed, secret, shown).isFalse();
    }
  }

  @Test
  void aCarriedSecretIsFoundInAnyCaseAndAShortOneAsAWhole() {
    assertThat(
            Redaction.of("no value CORRECT-Horse.battery here", List.of("correct-horse.Battery")))
        .isEqualTo("no value [redacted] here");
    assertThat(Redaction.of("Value hunter2 is too short", List.of("hunter2")))
        .isEqualTo("Value [redacted] is too short");
    assertThat(Redaction.of("1 error", List.of("1"))).isEqualTo("1 error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS WAF couldn’t retrieve the resource that you requested. Retry your request.",
        "Unable to complete operation due to concurrent modification. Please try again later.",
        "User: arn:aws:sts::123456789012:assumed-role/origin-lock-petstore-Worker1/i-0aB1 is not"
            + " authorized to perform: s3:GetBucketAcl",
        "The specified web ACL arn:aws:wafv2:us-east-1:123456789012:global/webacl/MyAcl7"
            + "/6f0e6ef2-3c56-4d27-9a52-6d2e4bb8a1a0 does not exist",
        "Request 4d1c7f0a-1b1e-4a7b-9a5e-0123456789ab of EDFDVBD632BHDS5 is stale",
        "InvalidLambdaFunctionAssociation: WAFUnavailableEntityException, GetParametersByPath",
        "Parameter /origin-lock/petstore/state/0000000042 not found",
        "/restapis/a1b2c3d4e5/stages/prod/deployments/x1y2z3"
      })
  void whatPeopleNeedStaysReadable(String text) {
    assertThat(Redaction.of(text, List.of("kQ7vT2mX9pL4sR8wZ1cB6nH3"))).isEqualTo(text);
  }

  @Test
  void theTextIsOneLineAndNotEndless() {
    assertThat(Redaction.of(" a\n\tb\u0007c ", List.of())).isEqualTo("a b c");
    assertThat(Redaction.of("no reason. ".repeat(1_000), List.of())).hasSizeLessThan(610);
    assertThat(Redaction.of(null, List.of())).isEmpty();
  }

  private static boolean pieceOf(String secret, String shown, int length) {
    String in = shown.toLowerCase(Locale.ROOT);
    String what = secret.toLowerCase(Locale.ROOT).replace("x-origin-lock-", "");
    for (int from = 0; from + length <= what.length(); from++) {
      if (in.contains(what.substring(from, from + length))) {
        return true;
      }
    }
    return false;
  }

  private static String text(SplittableRandom random, String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static String hex(SplittableRandom random) {
    return HexFormat.of().formatHex(bytes(random, 16));
  }

  private static byte[] bytes(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
