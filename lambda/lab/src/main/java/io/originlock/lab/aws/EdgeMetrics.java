package io.originlock.lab.aws;

import io.originlock.lab.alarms.Metric;
import io.originlock.lab.alarms.MetricData;
import io.originlock.lab.model.EdgeListener;
import io.originlock.lab.model.Header;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What CloudFront counts of each distribution.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html">Types
 *     of metrics for CloudFront</a>
 */
final class EdgeMetrics implements EdgeListener {
  private static final String NAMESPACE = "AWS/CloudFront";

  /** A rate is a percentage: the average over requests that count as one of these. */
  private static final double ALL = 100;

  private final MetricData data;

  EdgeMetrics(MetricData data) {
    this.data = data;
  }

  @Override
  public void pushed(String distribution, String version, Set<Header> presented, Instant at) {}

  @Override
  public void took(int edge, String distribution, String version, Instant at) {}

  @Override
  public void answered(String distribution, int status, Instant at) {
    put(distribution, "Requests", 1, at);
    put(distribution, "4xxErrorRate", status / 100 == 4 ? ALL : 0, at);
    put(distribution, "5xxErrorRate", status / 100 == 5 ? ALL : 0, at);
  }

  @Override
  public void functionFailed(String distribution, FunctionError how, Instant at) {
    String name =
        switch (how) {
          case EXECUTION -> "LambdaExecutionError";
          case VALIDATION -> "LambdaValidationError";
          case LIMIT_EXCEEDED -> "LambdaLimitExceededErrors";
        };
    put(distribution, name, 1, at);
  }

  private void put(String distribution, String name, double value, Instant at) {
    Map<String, String> dimensions = Map.of("DistributionId", distribution, "Region", "Global");
    data.put(new Metric(NAMESPACE, name, dimensions), value, at);
  }
}
