package io.originlock.metrics;

/** What a lock reports about itself. */
public interface Metrics {

  /**
   * Records a value; of several for one name within an invocation all count.
   *
   * @param name which one
   * @param value in the metric's own unit
   */
  void record(Metric name, double value);

  /** Hands over what was recorded since the last call, all of it at once. */
  void flush();
}
