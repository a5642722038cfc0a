package io.originlock.lab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The worker's adapters against the lab, which skips nothing. */
@ExtendWith(LabCloud.class)
class LabConformanceTest
    implements StateLogContract,
        PublishedContract,
        ApiKeyGateContract,
        RequestValidationStepsContract,
        RequestValidationGateContract,
        SignatureGateContract {

  /** The machine may be busy. */
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void theLabLacksNothing(Cloud cloud) {
    assertThat(Survey.of(cloud, LONG, LONG).capabilities().lacking()).isEmpty();
  }
}
