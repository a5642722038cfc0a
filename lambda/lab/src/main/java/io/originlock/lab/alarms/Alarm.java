package io.originlock.lab.alarms;

import java.time.Duration;

/**
 * An alarm on one metric.
 *
 * @param period the length of time that becomes one data point
 * @param periods CloudWatch's {@code EvaluationPeriods}: how many data points are judged
 * @param toAlarm how many of those must breach, at most {@code periods}
 */
public record Alarm(
    String name,
    Metric metric,
    Statistic statistic,
    Duration period,
    int periods,
    int toAlarm,
    Comparison comparison,
    double threshold,
    MissingData missing) {
  public Alarm {
    if (toAlarm < 1 || toAlarm > periods) {
      throw new IllegalArgumentException(
          name + " cannot ring: " + toAlarm + " of " + periods + " data points.");
    }
  }

  boolean breaches(double point) {
    return comparison.breaches(point, threshold);
  }
}
