package io.originlock.authorizer;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Metrics as log lines in CloudWatch's embedded metric format, see <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">its
 * specification</a>. What is allowed is not counted: API Gateway counts that, and a line for every
 * request would cost more than the function.
 */
final class Metrics implements KeyJournal {
  private final String namespace;
  private final String lock;
  private final Clock clock;
  private final PrintStream out;
  private final AtomicBoolean counted = new AtomicBoolean();

  Metrics(String namespace, String lock, Clock clock, PrintStream out) {
    this.namespace = namespace;
    this.lock = lock;
    this.clock = clock;
    this.out = out;
  }

  void count(Verdict verdict) {
    switch (verdict) {
      case ALLOWED -> {}
      case ALLOWED_BY_SECOND_READING -> write("SignatureSecondReading", "Count", 1);
      case MALFORMED -> write("SignatureMalformed", "Count", 1);
      case OUT_OF_TIME -> write("SignatureOutOfTime", "Count", 1);
      case UNKNOWN_KEY -> write("SignatureOfUnknownKey", "Count", 1);
      case WRONG -> write("SignatureWrong", "Count", 1);
    }
  }

  /** Counts a path with an escape that was signed as the event has it: the first alone. */
  void firstReading() {
    if (counted.compareAndSet(false, true)) {
      write("SignatureFirstReading", "Count", 1);
    }
  }

  @Override
  public void staleKeys(Duration age, KeySourceException why) {
    out.println(why.getMessage() + " The keys that are known are used on.");
    write("StaleKeys", "Count", 1);
  }

  @Override
  public void strangeKey(String name) {
    out.println(
        "SSM parameter " + name + " is not of the lock's form, and left out; its worker mends it.");
  }

  private void write(String metric, String unit, long value) {
    out.println(
        "{\"_aws\":{\"Timestamp\":%d,\"CloudWatchMetrics\":[{\"Namespace\":\"%s\",\"Dimensions\":[[\"Lock\"]],\"Metrics\":[{\"Name\":\"%s\",\"Unit\":\"%s\"}]}]},\"Lock\":\"%s\",\"%s\":%d}"
            .formatted(clock.millis(), namespace, metric, unit, lock, metric, value));
  }
}
