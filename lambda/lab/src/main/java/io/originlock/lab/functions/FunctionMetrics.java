package io.originlock.lab.functions;

import io.originlock.lab.alarms.EmbeddedMetrics;
import io.originlock.lab.alarms.Metric;
import io.originlock.lab.alarms.MetricData;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * What Lambda counts of each function, and the metrics that functions print.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html">Types
 *     of metrics for Lambda functions</a>
 */
public final class FunctionMetrics {
  private static final String NAMESPACE = "AWS/Lambda";

  private final MetricData data;
  private final EmbeddedMetrics embedded;
  private final Clock clock;

  public FunctionMetrics(MetricData data, Clock clock) {
    this.data = data;
    this.embedded = new EmbeddedMetrics(data);
    this.clock = clock;
  }

  /** An invocation has ended. */
  void ended(String function, boolean failed) {
    put(function, "Invocations", 1);
    put(function, "Errors", failed ? 1 : 0);
    put(function, "Throttles", 0);
  }

  /** An invocation had no room. */
  void throttled(String function) {
    put(function, "Throttles", 1);
  }

  /** CloudWatch Logs has taken these lines of a function. */
  void logged(List<String> lines) {
    lines.forEach(embedded::read);
  }

  private void put(String function, String name, double value) {
    data.put(new Metric(NAMESPACE, name, Map.of("FunctionName", function)), value, clock.instant());
  }
}
