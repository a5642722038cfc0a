package io.originlock.lab.alarms;

/** What an alarm takes a period without a value for. */
public enum MissingData {
  /** Nothing is known: without any data point the alarm has insufficient data. */
  MISSING("missing"),
  /** The alarm stays as it is. */
  IGNORE("ignore"),
  BREACHING("breaching"),
  NOT_BREACHING("notBreaching");

  private final String label;

  MissingData(String label) {
    this.label = label;
  }

  /** As CloudWatch names it. */
  String label() {
    return label;
  }
}
