package io.originlock.lab.alarms;

import java.util.Map;

/**
 * A metric of CloudWatch's. The same name with other dimensions is another metric.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#Dimension">Dimensions</a>
 */
public record Metric(String namespace, String name, Map<String, String> dimensions) {
  public Metric {
    dimensions = Map.copyOf(dimensions);
  }
}
