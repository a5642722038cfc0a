package io.originlock.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EmfMetricsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final EmfMetrics metrics =
      new EmfMetrics(
          "OriginLock",
          "petstore",
          Clock.fixed(Instant.ofEpochMilli(1_772_000_000_123L), ZoneOffset.UTC),
          new PrintStream(out, true, StandardCharsets.UTF_8));

  @Test
  void aFlushIsOneLineOfTheEmbeddedMetricFormat() throws Exception {
    metrics.record(Metric.SECRET_AGE, 86400.5);
    metrics.record(Metric.OPEN_METHODS, 2);
    metrics.flush();

    assertThat(text()).endsWith("}\n").hasLineCount(1);
    assertThat(new ObjectMapper().readTree(text()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"_aws":{"Timestamp":1772000000123,"CloudWatchMetrics":[{"Namespace":"OriginLock",
                     "Dimensions":[["Lock"]],"Metrics":[{"Name":"SecretAgeSeconds","Unit":"Seconds"},
                     {"Name":"OpenMethods","Unit":"Count"}]}]},
                     "Lock":"petstore","SecretAgeSeconds":86400.5,"OpenMethods":2}\
                    """));
  }

  @Test
  void severalValuesOfOneMetricAllCount() {
    metrics.record(Metric.PROBE_INCONCLUSIVE, 1);
    metrics.record(Metric.PROBE_INCONCLUSIVE, 1);
    metrics.flush();

    assertThat(text()).contains("\"ProbeInconclusive\":[1.0,1.0]");
  }

  @Test
  void nothingRecordedIsNothingPrinted() {
    metrics.flush();
    metrics.record(Metric.ERRORS, 1);
    metrics.flush();
    metrics.flush();

    assertThat(text()).hasLineCount(1);
  }

  @Test
  void aMetricIsFoundByItsName() {
    assertThat(Metric.named("GuardActed")).isEqualTo(Metric.GUARD_ACTED);
    assertThatThrownBy(() -> Metric.named("Other")).hasMessageContaining("Other");
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
