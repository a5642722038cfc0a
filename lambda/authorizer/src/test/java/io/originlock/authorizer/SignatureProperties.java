package io.originlock.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What was signed is accepted, and nothing that differs in anything. */
class SignatureProperties {
  private static final long NOW = 1_767_225_600L;
  private static final String SECRET = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd";

  private final Verifier verifier =
      new Verifier(
          id -> Optional.of(new SigningKey(SECRET)),
          Duration.ofSeconds(300),
          true,
          Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));

  @Provide
  Arbitrary<CanonicalRequest> requests() {
    Arbitrary<String> text =
        Arbitraries.strings().withChars("abAB01 /+%&=;?#.~-_!*'()\n\u00e4\u732b").ofMaxLength(6);
    Arbitrary<Map<String, List<String>>> query =
        Arbitraries.maps(text, text.list().ofMinSize(1).ofMaxSize(3)).ofMaxSize(3);
    return Combinators.combine(
            Arbitraries.of("GET", "POST", "PUT", "DELETE"), text.map(path -> "/" + path), query)
        .as(CanonicalRequest::new);
  }

  @Property
  void whatWasSignedIsAccepted(@ForAll("requests") CanonicalRequest request) {
    assertThat(verifier.verify(request, Signing.sign(request, "g1", SECRET, NOW)))
        .isEqualTo(Verdict.ALLOWED);
  }

  @Property
  void nothingElseIs(
      @ForAll("requests") CanonicalRequest signed, @ForAll("requests") CanonicalRequest sent) {
    boolean same =
        signed.method().equals(sent.method())
            && signed.path().equals(sent.path())
            && sorted(signed.query()).equals(sorted(sent.query()));

    assertThat(verifier.verify(sent, Signing.sign(signed, "g1", SECRET, NOW)))
        .isEqualTo(same ? Verdict.ALLOWED : Verdict.WRONG);
  }

  private static Map<String, List<String>> sorted(Map<String, List<String>> query) {
    Map<String, List<String>> sorted = new java.util.TreeMap<>();
    query.forEach((name, values) -> sorted.put(name, values.stream().sorted().toList()));
    return sorted;
  }
}
