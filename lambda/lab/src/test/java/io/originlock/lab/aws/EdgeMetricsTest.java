package io.originlock.lab.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.alarms.Metric;
import io.originlock.lab.alarms.MetricData;
import io.originlock.lab.model.EdgeListener.FunctionError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeMetricsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final MetricData data = new MetricData();
  private final EdgeMetrics metrics = new EdgeMetrics(data);

  private List<Double> of(String name) {
    Map<String, String> dimensions = Map.of("DistributionId", "D1", "Region", "Global");
    return data.between(new Metric("AWS/CloudFront", name, dimensions), NOON.minusMillis(1), NOON);
  }

  @Test
  void ratesAreOfAllRequests() {
    for (int status : List.of(200, 304, 403, 502)) {
      metrics.answered("D1", status, NOON);
    }
    metrics.answered("D2", 503, NOON);

    assertThat(of("Requests")).containsExactly(1.0, 1.0, 1.0, 1.0);
    assertThat(of("4xxErrorRate")).containsExactly(0.0, 0.0, 100.0, 0.0);
    assertThat(of("5xxErrorRate")).containsExactly(0.0, 0.0, 0.0, 100.0);
  }

  @ParameterizedTest
  @CsvSource({
    "EXECUTION, LambdaExecutionError",
    "VALIDATION, LambdaValidationError",
    "LIMIT_EXCEEDED, LambdaLimitExceededErrors"
  })
  void aFunctionThatFailsIsCountedByHow(FunctionError how, String name) {
    metrics.functionFailed("D1", how, NOON);

    assertThat(of(name)).containsExactly(1.0);
    assertThat(
            List.of("LambdaExecutionError", "LambdaValidationError", "LambdaLimitExceededErrors"))
        .filteredOn(other -> !other.equals(name))
        .allSatisfy(other -> assertThat(of(other)).isEmpty());
  }
}
