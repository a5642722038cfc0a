package io.originlock.lab.conformance;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** The worker's adapters against LocalStack, where there is one. */
@Tag("localstack")
@ExtendWith(LocalStackCloud.class)
class LocalStackConformanceTest {
  @Nested
  class TheStateLog implements StateLogContract {}

  @Nested
  class ThePublishedParameter implements PublishedContract {}

  @Nested
  class TheApiKeyGate implements ApiKeyGateContract {}
}
