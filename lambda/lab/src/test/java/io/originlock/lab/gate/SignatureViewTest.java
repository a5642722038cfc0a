package io.originlock.lab.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.ApiCatalog.SigningKey;
import io.originlock.lab.model.Header;
import io.originlock.lab.net.Request;
import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SignatureHeader;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureViewTest {
  private static final String KEY = "k".repeat(40);
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  private final SignatureView view = new SignatureView();

  @ParameterizedTest
  @CsvSource({
    "x-origin-lock-key, g7.KEY, g7.KEY",
    "x-origin-lock-key, g7.KEY~, g7.KEY",
    "x-origin-lock-key, g0.KEY, ",
    "x-origin-lock-key, KEY, ",
    "x-origin-lock-key, g7.short, ",
    "x-api-key, g7.KEY, "
  })
  void aSecretIsWhatTheKeyHeaderHoldsButForItsForm(String name, String value, String secret) {
    assertThat(view.secret(new Header(name, value.replace("KEY", KEY))))
        .isEqualTo(Optional.ofNullable(secret).map(s -> s.replace("KEY", KEY)));
  }

  @Test
  void whatIsSearchedForIsTheSecretAlone() {
    assertThat(view.text("g7." + KEY)).isEqualTo(KEY);
    assertThat(view.text(view.guess(KEY))).isEqualTo(KEY);
  }

  @Test
  void honouredIsWhatAnAuthorizerKnows() {
    ApiCatalog catalog =
        ApiCatalog.ofSigningKeys(1, List.of(new SigningKey("g1", KEY), new SigningKey("g2", KEY)));

    assertThat(view.honoured(catalog)).containsExactly("g1." + KEY, "g2." + KEY);
    assertThat(view.kept(catalog)).isEqualTo(2);
    assertThat(view.honoured(ApiCatalog.empty())).isEmpty();
  }

  @Test
  void whoHasASecretSignsAsAnEdgeDoes() {
    Request request = view.with(Request.of("GET", "/prod/a%20b?x=1"), "g7." + KEY, NOW);

    SignatureHeader signature =
        SignatureHeader.parse(request.headers().first(SignatureHeader.NAME).orElseThrow())
            .orElseThrow();
    assertThat(signature.stamp().keyId()).isEqualTo("g7");
    assertThat(signature.stamp().seconds()).isEqualTo(NOW.getEpochSecond());
    io.originlock.signing.SigningKey key = new io.originlock.signing.SigningKey(KEY);
    assertThat(key.signed(CanonicalRequest.of("GET", URI.create("/a%20b?x=1")), signature))
        .isTrue();
    assertThat(request.headers().has("x-origin-lock-key")).isFalse();
    assertThat(view.blank(Request.of("GET", "/"), "g7." + KEY).headers().all(SignatureHeader.NAME))
        .containsExactly("");
  }

  @Test
  void authorizersLagBehindByTheirCachesAndHostsByNothing() {
    Duration hosts = Duration.ofSeconds(2);
    assertThat(view.lag(hosts, Duration.ofSeconds(4))).isEqualTo(Duration.ofSeconds(4));
    assertThat(view.lag(hosts, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(1));
    assertThat(new ApiKeyView().lag(hosts, Duration.ofSeconds(4))).isEqualTo(hosts);
  }
}
