package io.originlock.lab.conformance;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The worker's adapters against the lab. */
@ExtendWith(LabCloud.class)
class LabConformanceTest {
  @Nested
  class TheStateLog implements StateLogContract {}

  @Nested
  class ThePublishedParameter implements PublishedContract {}

  @Nested
  class TheApiKeyGate implements ApiKeyGateContract {}
}
