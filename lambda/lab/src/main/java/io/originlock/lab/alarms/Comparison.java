package io.originlock.lab.alarms;

/** How a data point is compared with an alarm's threshold. */
public enum Comparison {
  GREATER_OR_EQUAL("GreaterThanOrEqualToThreshold"),
  GREATER("GreaterThanThreshold"),
  LESS("LessThanThreshold"),
  LESS_OR_EQUAL("LessThanOrEqualToThreshold");

  private final String label;

  Comparison(String label) {
    this.label = label;
  }

  /** As CloudWatch names it. */
  String label() {
    return label;
  }

  /** Whether a data point breaches the threshold. */
  boolean breaches(double point, double threshold) {
    return switch (this) {
      case GREATER_OR_EQUAL -> point >= threshold;
      case GREATER -> point > threshold;
      case LESS -> point < threshold;
      case LESS_OR_EQUAL -> point <= threshold;
    };
  }
}
