package io.originlock.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SigningKey;
import io.originlock.testing.Draw;
import io.originlock.testing.Seeds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What was signed is accepted, and nothing that differs in anything. */
class SignaturePropertiesTest {
  private static final long NOW = 1_767_225_600L;
  private static final String SECRET = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd";

  private final Verifier verifier =
      new Verifier(
          id -> Optional.of(new SigningKey(SECRET)),
          Duration.ofSeconds(300),
          true,
          Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));

  private static CanonicalRequest request(Draw draw) {
    Map<String, List<String>> query = new TreeMap<>();
    draw.list(0, 3, () -> text(draw))
        .forEach(name -> query.put(name, draw.list(1, 3, () -> text(draw))));
    // Of the spellings of one path others have the properties: here two texts are two paths.
    String path = "/p" + text(draw).replace("%", "");
    return new CanonicalRequest(draw.of("GET", "POST", "PUT", "DELETE"), path, query);
  }

  private static String text(Draw draw) {
    return draw.text("abAB01 /+%&=;?#.~-_!*'()\n\u00e4\u732b\ud83d\udd12", 0, 6);
  }

  /** The same request, one that differs in a single thing, or any other. */
  private static CanonicalRequest another(CanonicalRequest signed, Draw draw) {
    CanonicalRequest other = request(draw);
    return draw.from(
        () -> new CanonicalRequest(signed.method(), signed.path(), reversed(signed.query())),
        () -> new CanonicalRequest(other.method(), signed.path(), signed.query()),
        () -> new CanonicalRequest(signed.method(), other.path(), signed.query()),
        () -> new CanonicalRequest(signed.method(), signed.path(), other.query()),
        () -> other);
  }

  private static Map<String, List<String>> reversed(Map<String, List<String>> query) {
    Map<String, List<String>> reversed = new TreeMap<>(Collections.reverseOrder());
    query.forEach(
        (name, values) -> {
          List<String> backwards = new ArrayList<>(values);
          Collections.reverse(backwards);
          reversed.put(name, backwards);
        });
    return reversed;
  }

  @Test
  void whatWasSignedIsAccepted() {
    Seeds.each(
        1000,
        seed -> {
          CanonicalRequest request = request(new Draw(seed));

          assertThat(verifier.verify(request, Signing.sign(request, "g1", SECRET, NOW)))
              .as("%s", request)
              .isEqualTo(Verdict.ALLOWED);
        });
  }

  @Test
  void nothingElseIs() {
    Seeds.each(
        1000,
        seed -> {
          Draw draw = new Draw(seed);
          CanonicalRequest signed = request(draw);
          CanonicalRequest sent = another(signed, draw);
          boolean same =
              signed.method().equals(sent.method())
                  && signed.path().equals(sent.path())
                  && sorted(signed.query()).equals(sorted(sent.query()));

          assertThat(verifier.verify(sent, Signing.sign(signed, "g1", SECRET, NOW)))
              .as("signed %s, sent %s", signed, sent)
              .isEqualTo(same ? Verdict.ALLOWED : Verdict.WRONG);
        });
  }

  private static Map<String, List<String>> sorted(Map<String, List<String>> query) {
    Map<String, List<String>> sorted = new TreeMap<>();
    query.forEach((name, values) -> sorted.put(name, values.stream().sorted().toList()));
    return sorted;
  }
}
