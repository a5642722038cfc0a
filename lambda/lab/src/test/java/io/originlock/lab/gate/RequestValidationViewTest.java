package io.originlock.lab.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.ledger.Ledger;
import io.originlock.lab.ledger.Secrets;
import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.Catalogs;
import io.originlock.lab.model.Header;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestValidationViewTest {
  private static final String ONE = "0123456789abcdef0123456789abcdef";
  private static final String TWO = "fedcba9876543210fedcba9876543210";
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final GateView gate = Gates.named("request-validation");

  @Test
  void theSecretIsInTheHeadersName() {
    assertThat(gate.secret(new Header("x-origin-lock-" + ONE, "1"))).contains(ONE);
    assertThat(gate.secret(new Header("x-origin-lock-probe", "1"))).isEmpty();
    assertThat(gate.secret(new Header("x-origin-lock-" + ONE + "0", "1"))).isEmpty();
    assertThat(gate.secret(gate.header(TWO))).contains(TWO);
    assertThat(gate.header(TWO).name()).isEqualTo("X-Origin-Lock-F" + TWO.substring(1));
    assertThat(gate.header(ONE).toString()).doesNotContain(ONE);
  }

  @Test
  void whatMethodsDemandIsHonoured() {
    assertThat(gate.honoured(demanding(ONE, true))).containsExactly(ONE);
    assertThat(gate.honoured(demanding(ONE, false))).as("not required").isEmpty();
    assertThat(gate.kept(demanding(ONE, false))).as("but still there").isEqualTo(1);
    assertThat(gate.honoured(Catalogs.honouring(1, "a key"))).isEmpty();
  }

  @Test
  void aSecretLivesFromItsDemandToTheLastHostThatDemandsIt() {
    Secrets secrets = new Ledger(1, Duration.ofSeconds(2), gate).secrets();
    secrets.pushed(demanding(ONE, true), START);
    secrets.learned(0, demanding(ONE, true), START);
    Set<Header> both = Set.of(gate.header(ONE), gate.header(TWO), new Header("x-other", "1"));
    secrets.pushed("D1", "E1", both, START.plusSeconds(1));
    assertThat(secrets.count(both)).isEqualTo(2);
    assertThat(secrets.honoured()).as("presented alone opens nothing").containsExactly(ONE);
    assertThat(secrets.all()).containsExactlyInAnyOrder(ONE, TWO);

    secrets.pushed(demanding(TWO, true), START.plusSeconds(2));
    secrets.learned(0, demanding(TWO, true), START.plusSeconds(3));

    assertThat(secrets.honoured()).containsExactly(TWO);
    assertThat(secrets.retired()).extracting(Secrets.FormerSecret::value).containsExactly(ONE);
    assertThat(secrets.changes())
        .extracting(change -> change.secret() + " " + change.honours())
        .containsExactly("1 true", "1 false", "2 true");
    assertThat(secrets.leftover(1)).isZero();
    assertThat(secrets.numberAmong(both)).isEqualTo(2);
  }

  private static ApiCatalog demanding(String secret, boolean required) {
    return Catalogs.of(
        1,
        List.of(
            Catalogs.validating(
                "GET",
                Map.of("method.request.header.x-origin-lock-" + secret, required),
                Map.of(),
                "WHEN_NO_MATCH")),
        Map.of());
  }
}
