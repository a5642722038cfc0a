package io.originlock.lab.alarms;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** What a period's values become: one data point. */
public enum Statistic {
  SAMPLE_COUNT("SampleCount"),
  AVERAGE("Average"),
  SUM("Sum"),
  MINIMUM("Minimum"),
  MAXIMUM("Maximum");

  private final String label;

  Statistic(String label) {
    this.label = label;
  }

  /** As CloudWatch names it. */
  String label() {
    return label;
  }

  /** The data point; empty where there is no value, whichever the statistic. */
  OptionalDouble of(List<Double> values) {
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    DoubleStream all = values.stream().mapToDouble(Double::doubleValue);
    return switch (this) {
      case SAMPLE_COUNT -> OptionalDouble.of(values.size());
      case AVERAGE -> all.average();
      case SUM -> OptionalDouble.of(all.sum());
      case MINIMUM -> all.min();
      case MAXIMUM -> all.max();
    };
  }
}
