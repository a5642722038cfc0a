package io.originlock.lab.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.originlock.lab.LabException;
import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.Catalogs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GatesTest {

  static List<GateView> gates() {
    return Gates.all();
  }

  @ParameterizedTest
  @MethodSource("gates")
  void aGateFindsASecretInItsOwnHeaderAndHasNothingInAnEmptyCatalog(GateView gate) {
    String secret = gate.guess(gate.alphabet().substring(3, 4).repeat(gate.length()));

    assertThat(Gates.of(Map.of("GATE", gate.name()))).isEqualTo(gate);
    assertThat(gate.secret(gate.header(secret))).contains(secret);
    assertThat(gate.text(secret)).hasSize(gate.length());
    assertThat(gate.honoured(ApiCatalog.empty())).isEmpty();
    assertThat(gate.kept(ApiCatalog.empty())).isZero();
    gate.deletion().ifPresent(each -> assertThat(each.paths(ApiCatalog.empty(), secret)).isEmpty());
  }

  @Test
  void anApiKeyIsDeletedByItsId() {
    ApiCatalog catalog = Catalogs.honouring(1, "first", "second");
    String id = catalog.keys().get(1).id();

    assertThat(Gates.named("api-key").deletion().orElseThrow().paths(catalog, "second"))
        .containsExactly("/apikeys/" + id);
  }

  @Test
  void withoutANameItIsTheFirstAndAnotherNameIsRefusedWithAllThatThereAre() {
    assertThat(Gates.of(Map.of()).name()).isEqualTo("api-key");
    assertThatExceptionOfType(LabException.class)
        .isThrownBy(() -> Gates.of(Map.of("GATE", "api-keys")))
        .withMessageContainingAll("api-keys", "web-acl", "request-validation", "signature");
  }
}
