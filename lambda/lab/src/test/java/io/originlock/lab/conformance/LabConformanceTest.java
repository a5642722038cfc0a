package io.originlock.lab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void theLabLacksNothing(Cloud cloud) {
    assertThat(Survey.of(cloud).capabilities().lacking()).isEmpty();
  }
}
