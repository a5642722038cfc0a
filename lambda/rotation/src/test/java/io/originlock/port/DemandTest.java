package io.originlock.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.port.Demand.Deployment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Terraform is told of a gate, as it changes. */
class DemandTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Deployment PROD = new Deployment("a", "prod", "d1", T0);
  private static final Deployment DEV = new Deployment("a", "dev", "d1", T0);
  private static final Deployment OTHER = new Deployment("b", "prod", "d1", T0);
  private static final Demand BEFORE = new Demand(Optional.of("one"), List.of(PROD, DEV, OTHER));

  @Test
  void aNewerDeploymentTakesThePlaceOfItsStagesAlone() {
    Deployment newer = new Deployment("a", "prod", "d2", T0.plusSeconds(60));

    assertThat(BEFORE.with(newer))
        .isEqualTo(new Demand(Optional.of("one"), List.of(newer, DEV, OTHER)));
  }

  @Test
  void anotherHeaderChangesNoDeployment() {
    assertThat(BEFORE.of(Optional.of("two")))
        .isEqualTo(new Demand(Optional.of("two"), List.of(PROD, DEV, OTHER)));
  }

  @Test
  void whatIsDemandedIsNotShown() {
    assertThat(BEFORE.toString()).doesNotContain("one").startsWith("a header").contains("d1");
    assertThat(Demand.NONE.toString()).startsWith("no header");
  }
}
