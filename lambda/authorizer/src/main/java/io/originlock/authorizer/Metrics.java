package io.originlock.authorizer;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Metrics as log lines in CloudWatch's embedded metric format, see <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">its
 * specification</a>. What is allowed is not counted: API Gateway counts that, and a line for every
 * request would cost more than the function. What is refused is counted by its kind, and written in
 * a line a minute at most, so that strangers do not fill the log: at once if there was no line for
 * a minute, otherwise with the first request after it. An instance that gets no more requests keeps
 * what it has counted since its last line.
 */
final class Metrics implements KeyJournal {
  /** The least time between two lines. */
  static final Duration APART = Duration.ofMinutes(1);

  private final String namespace;
  private final String lock;
  private final Clock clock;
  private final PrintStream out;
  private final AtomicBoolean counted = new AtomicBoolean();
  private final Line requests = new Line();
  private final Line looks = new Line();

  Metrics(String namespace, String lock, Clock clock, PrintStream out) {
    this.namespace = namespace;
    this.lock = lock;
    this.clock = clock;
    this.out = out;
  }

  /** Counts of a minute; apart from others, so that none waits for the minute of another. */
  private final class Line {
    private final Map<String, Long> counts = new TreeMap<>();
    private Span written = Span.OVER;

    /** Returns whether it was written. */
    synchronized boolean add(String metric) {
      counts.merge(metric, 1L, Long::sum);
      return writeIfDue();
    }

    synchronized boolean writeIfDue() {
      if (counts.isEmpty()) {
        return false;
      }
      Instant now = clock.instant();
      if (!written.isOver(now)) {
        return false;
      }
      written = new Span(now, APART);
      out.println(line(now, counts));
      counts.clear();
      return true;
    }
  }

  /** Counts a request, and writes what is due. */
  void count(Verdict verdict) {
    looks.writeIfDue();
    switch (verdict) {
      case ALLOWED -> requests.writeIfDue();
      case ALLOWED_BY_SECOND_READING -> requests.add("SignatureSecondReading");
      case MALFORMED -> requests.add("SignatureMalformed");
      case OUT_OF_TIME -> requests.add("SignatureOutOfTime");
      case UNKNOWN_KEY -> requests.add("SignatureOfUnknownKey");
      case WRONG -> requests.add("SignatureWrong");
    }
  }

  /** Counts a path with an escape that was signed as the event has it: the first alone. */
  void firstReading() {
    if (counted.compareAndSet(false, true)) {
      requests.add("SignatureFirstReading");
    }
  }

  @Override
  public void staleKeys(KeySourceException why) {
    unreadable(why.getMessage() + " The keys that are known are used on.");
  }

  @Override
  public void noKeys(KeySourceException why) {
    unreadable(why.getMessage() + " Nobody is let in until they can be read.");
  }

  private void unreadable(String why) {
    if (looks.add("StaleKeys")) {
      out.println(why);
    }
  }

  @Override
  public void strangeKey(String name) {
    out.println(
        "SSM parameter " + name + " is not of the lock's form, and left out; its worker mends it.");
  }

  private String line(Instant now, Map<String, Long> counts) {
    return "{\"_aws\":{\"Timestamp\":%d,\"CloudWatchMetrics\":[{\"Namespace\":\"%s\",\"Dimensions\":[[\"Lock\"]],\"Metrics\":[%s]}]},\"Lock\":\"%s\",%s}"
        .formatted(
            now.toEpochMilli(),
            namespace,
            counts.keySet().stream()
                .map("{\"Name\":\"%s\",\"Unit\":\"Count\"}"::formatted)
                .collect(Collectors.joining(",")),
            lock,
            counts.entrySet().stream()
                .map(each -> "\"%s\":%d".formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining(",")));
  }
}
