package io.originlock.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.testing.MovingClock;
import io.originlock.testing.Sources;
import io.originlock.testing.Written;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    MovingClock clock = new MovingClock("2026-01-01T00:00:00Z");
    Metrics metrics =
        new Metrics(
            "OriginLock", "petstore", clock, new PrintStream(out, true, StandardCharsets.UTF_8));
    Arrays.stream(Verdict.values()).forEach(metrics::count);
    metrics.firstReading();
    metrics.staleKeys(new KeySourceException("AWS does not answer."));
    clock.pass(Metrics.APART);
    metrics.count(Verdict.ALLOWED);

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(line -> line.startsWith("{"))
        .flatExtracting(AuthorizerNamesTest::metrics)
        .containsExactlyInAnyOrderElementsOf(Written.lines("metrics.txt"));
  }

  private static List<String> metrics(String line) {
    try {
      JsonNode definition = new ObjectMapper().readTree(line).at("/_aws/CloudWatchMetrics/0");
      assertThat(definition.path("Namespace").asText()).isEqualTo("OriginLock");
      assertThat(definition.path("Dimensions")).hasToString("[[\"Lock\"]]");
      List<String> names = new ArrayList<>();
      definition
          .path("Metrics")
          .forEach(
              each -> names.add(each.path("Name").asText() + " " + each.path("Unit").asText()));
      return names;
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }
}
