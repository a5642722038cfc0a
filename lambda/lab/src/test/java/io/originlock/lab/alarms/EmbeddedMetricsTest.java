package io.originlock.lab.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.metrics.EmfMetrics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedMetricsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final MetricData data = new MetricData();
  private final EmbeddedMetrics metrics = new EmbeddedMetrics(data);

  private List<Double> of(String name, String lock) {
    Metric metric = new Metric("OriginLock", name, Map.of("Lock", lock));
    return data.between(metric, NOON.minusMillis(1), NOON);
  }

  @Test
  void whatTheWorkerPrintsIsRead() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EmfMetrics worker =
        new EmfMetrics(
            "OriginLock",
            "petstore",
            Clock.fixed(NOON, ZoneOffset.UTC),
            new PrintStream(out, true, StandardCharsets.UTF_8));
    worker.record(io.originlock.metrics.Metric.OPEN_DOORS, 2);
    worker.record(io.originlock.metrics.Metric.SETBACKS, 1);
    worker.record(io.originlock.metrics.Metric.SETBACKS, 1.5);
    worker.flush();

    out.toString(StandardCharsets.UTF_8).lines().forEach(metrics::read);

    assertThat(of("OpenDoors", "petstore")).containsExactly(2.0);
    assertThat(of("Setbacks", "petstore")).containsExactly(1.0, 1.5);
    assertThat(of("Setbacks", "other")).isEmpty();
    assertThat(of("Fights", "petstore")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "START RequestId: 1",
        "{not JSON",
        "{\"Lock\":\"petstore\",\"Fights\":1}",
        "{\"_aws\":{\"CloudWatchMetrics\":[{\"Namespace\":\"OriginLock\",\"Dimensions\":[[\"Lock\"]],"
            + "\"Metrics\":[{\"Name\":\"Fights\"}]}]},\"Lock\":\"petstore\",\"Fights\":1}",
        "{\"_aws\":{\"Timestamp\":1780315200000,\"CloudWatchMetrics\":[{\"Namespace\":\"OriginLock\","
            + "\"Dimensions\":[[\"Lock\"]],\"Metrics\":[{\"Name\":\"Fights\"}]}]},"
            + "\"Lock\":\"petstore\",\"Fights\":\"1\"}"
      })
  void anyOtherLineIsOneLikeAnyOther(String line) {
    metrics.read(line);

    assertThat(of("Fights", "petstore")).isEmpty();
  }

  @Test
  void whatNoAlarmLooksBackToIsForgotten() {
    Metric metric = new Metric("N", "M", Map.of());
    Instant yesterday = NOON.minus(Duration.ofDays(1));
    data.put(metric, 1, yesterday.minusMillis(1));
    data.put(metric, 2, yesterday);
    data.put(metric, 3, NOON);

    assertThat(data.between(metric, Instant.EPOCH, NOON)).containsExactly(2.0, 3.0);
  }

  @Test
  void timesAreInsideAPeriodAfterItsBeginning() {
    Metric metric = new Metric("N", "M", Map.of());
    for (int second = 0; second <= 3; second++) {
      data.put(metric, second, NOON.plusSeconds(second));
    }

    assertThat(data.between(metric, NOON, NOON.plusSeconds(2))).containsExactly(1.0, 2.0);
  }
}
