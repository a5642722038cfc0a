package io.originlock.metrics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics as a line of CloudWatch's embedded metric format: CloudWatch Logs turns it into metrics,
 * so that the worker needs no call and no permission. See <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">the
 * specification</a>.
 */
public final class EmfMetrics implements Metrics {
  /** The most values of one metric that a document may have, as the specification says. */
  private static final int VALUES_MAX = 100;

  private final String namespace;
  private final String lock;
  private final Clock clock;
  private final PrintStream out;
  private final Map<Metric, List<Double>> recorded = new EnumMap<>(Metric.class);

  /**
   * @param namespace CloudWatch's namespace, 1 to 255 characters
   * @param lock the lock's name, the value of the dimension {@code Lock}
   * @param out the function's standard output
   */
  public EmfMetrics(String namespace, String lock, Clock clock, PrintStream out) {
    this.namespace = namespace;
    this.lock = lock;
    this.clock = clock;
    this.out = out;
  }

  @Override
  public void record(Metric name, double value) {
    List<Double> values = recorded.computeIfAbsent(name, key -> new ArrayList<>());
    if (values.size() < VALUES_MAX && Double.isFinite(value)) {
      values.add(value);
    }
  }

  @Override
  public void flush() {
    if (recorded.isEmpty()) {
      return;
    }
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    ObjectNode meta = line.putObject("_aws");
    meta.put("Timestamp", clock.millis());
    ObjectNode directive = meta.putArray("CloudWatchMetrics").addObject();
    directive.put("Namespace", namespace);
    directive.putArray("Dimensions").addArray().add("Lock");
    ArrayNode definitions = directive.putArray("Metrics");
    line.put("Lock", lock);
    recorded.forEach(
        (metric, values) -> {
          if (values.isEmpty()) {
            return;
          }
          definitions.addObject().put("Name", metric.label()).put("Unit", metric.unit());
          if (values.size() == 1) {
            number(line, metric.label(), values.get(0));
          } else {
            ArrayNode all = line.putArray(metric.label());
            values.forEach(all::add);
          }
        });
    recorded.clear();
    out.println(line);
    out.flush();
  }

  /** Whole numbers without a decimal point, for people who read the log. */
  private static void number(ObjectNode line, String name, double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      line.put(name, (long) value);
    } else {
      line.put(name, value);
    }
  }
}
