package io.originlock.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.testing.Written;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Metrics as CloudWatch reads them, against those of an older version: alarms name them. */
class MetricNamesTest {

  @Test
  void everyMetricHasItsNameAndUnit() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EmfMetrics metrics =
        new EmfMetrics(
            "OriginLock",
            "petstore",
            Clock.systemUTC(),
            new PrintStream(out, true, StandardCharsets.UTF_8));
    Arrays.stream(Metric.values()).forEach(metric -> metrics.record(metric, 1));
    metrics.flush();

    JsonNode definition =
        new ObjectMapper().readTree(out.toByteArray()).at("/_aws/CloudWatchMetrics/0");
    assertThat(definition.path("Namespace").asText()).isEqualTo("OriginLock");
    assertThat(definition.path("Dimensions")).hasToString("[[\"Lock\"]]");
    assertThat(StreamSupport.stream(definition.path("Metrics").spliterator(), false))
        .extracting(metric -> metric.path("Name").asText() + " " + metric.path("Unit").asText())
        .containsExactlyInAnyOrderElementsOf(Written.lines("metrics.txt"));
  }
}
