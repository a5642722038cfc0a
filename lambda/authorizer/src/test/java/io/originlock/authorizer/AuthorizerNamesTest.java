package io.originlock.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.testing.Sources;
import io.originlock.testing.Written;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Names that Terraform and people's alarms share with the authorizer, as an older version had. */
class AuthorizerNamesTest {
  @Test
  void theAuthorizerReadsTheSameEnvironmentVariables() {
    assertThat(Sources.names("\"(ORIGIN_LOCK_[A-Z_]+|AWS_REGION)\""))
        .containsExactlyInAnyOrderElementsOf(Written.lines("environment.txt"));
  }

  @Test
  void everyMetricHasItsNameAndUnit() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Metrics metrics =
        new Metrics(
            "OriginLock",
            "petstore",
            Clock.systemUTC(),
            new PrintStream(out, true, StandardCharsets.UTF_8));
    Arrays.stream(Verdict.values()).forEach(metrics::count);
    metrics.firstReading();
    metrics.staleKeys(Duration.ofHours(1), new KeySourceException("AWS does not answer."));

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(line -> line.startsWith("{"))
        .extracting(AuthorizerNamesTest::metric)
        .containsExactlyInAnyOrderElementsOf(Written.lines("metrics.txt"));
  }

  private static String metric(String line) {
    try {
      JsonNode definition = new ObjectMapper().readTree(line).at("/_aws/CloudWatchMetrics/0");
      assertThat(definition.path("Namespace").asText()).isEqualTo("OriginLock");
      assertThat(definition.path("Dimensions")).hasToString("[[\"Lock\"]]");
      JsonNode metric = definition.path("Metrics").path(0);
      return metric.path("Name").asText() + " " + metric.path("Unit").asText();
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }
}
