package io.originlock.lab.alarms;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.moto.MotoClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Evaluates the alarms that somebody made, minute by minute, over the time that has passed since it
 * was last asked.
 */
public final class Alarms {
  /** CloudWatch looks at an alarm whose period is a minute or more once a minute. */
  private static final Duration APART = Duration.ofMinutes(1);

  private final MotoClient moto;
  private final MetricData data;
  private final Consumer<Instant> gauges;
  private final UnaryOperator<Duration> real;
  private final Clock clock;
  private final Map<String, State> states = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private Instant next;

  /**
   * @param gauges puts into the data what is measured by looking, as it is now
   * @param real how long a duration of AWS's takes by the clock
   * @param clock which the times of data are told by
   */
  public Alarms(
      MotoClient moto,
      MetricData data,
      Consumer<Instant> gauges,
      UnaryOperator<Duration> real,
      Clock clock) {
    this.gauges = gauges;
    this.moto = moto;
    this.data = data;
    this.real = real;
    this.clock = clock;
    this.next = clock.instant().plus(real.apply(APART));
  }

  /** An alarm that went into another state. */
  public record Change(Instant at, String alarm, State to) {}

  /** All changes so far, in their order. */
  public synchronized List<Change> changes() {
    catchUp();
    return List.copyOf(changes);
  }

  /** The names of the alarms that ring now. */
  public synchronized Set<String> ringing() {
    catchUp();
    Set<String> ringing = new TreeSet<>();
    states.forEach(
        (name, state) -> {
          if (state == State.ALARM) {
            ringing.add(name);
          }
        });
    return ringing;
  }

  private void catchUp() {
    Instant now = clock.instant();
    if (next.isAfter(now)) {
      return;
    }
    gauges.accept(next);
    Map<Alarm, Instant> alarms = read();
    states.keySet().retainAll(alarms.keySet().stream().map(Alarm::name).toList());
    for (; !next.isAfter(now); next = next.plus(real.apply(APART))) {
      alarms.forEach(
          (alarm, since) -> {
            if (since.isBefore(next)) {
              evaluate(alarm, next);
            }
          });
    }
  }

  private void evaluate(Alarm alarm, Instant at) {
    State before = states.getOrDefault(alarm.name(), State.INSUFFICIENT_DATA);
    State after = Evaluation.of(alarm, points(alarm, at), before);
    states.put(alarm.name(), after);
    if (after != before) {
      changes.add(new Change(at, alarm.name(), after));
    }
  }

  /** The data points of the evaluation range, the oldest first. */
  private List<OptionalDouble> points(Alarm alarm, Instant at) {
    Duration period = real.apply(alarm.period());
    int range = Evaluation.range(alarm);
    return IntStream.range(0, range)
        .mapToObj(index -> at.minus(period.multipliedBy(range - index)))
        .map(from -> alarm.statistic().of(data.between(alarm.metric(), from, from.plus(period))))
        .toList();
  }

  /** All alarms, with the time since when each is as it is. */
  private Map<Alarm, Instant> read() {
    JsonNode answer =
        moto.parse(moto.target("monitoring", "GraniteServiceVersion20100801.DescribeAlarms", "{}"));
    return StreamSupport.stream(answer.path("MetricAlarms").spliterator(), false)
        .collect(Collectors.toMap(Alarms::alarm, Alarms::since));
  }

  private static Instant since(JsonNode node) {
    double seconds = node.path("AlarmConfigurationUpdatedTimestamp").asDouble();
    return Instant.ofEpochMilli(Math.round(seconds * 1000));
  }

  private static Alarm alarm(JsonNode node) {
    Map<String, String> dimensions = new HashMap<>();
    node.path("Dimensions")
        .forEach(each -> dimensions.put(each.path("Name").asText(), each.path("Value").asText()));
    int periods = node.path("EvaluationPeriods").asInt();
    return new Alarm(
        node.path("AlarmName").asText(),
        new Metric(node.path("Namespace").asText(), node.path("MetricName").asText(), dimensions),
        named(Statistic.values(), Statistic::label, node.path("Statistic").asText()),
        Duration.ofSeconds(node.path("Period").asLong()),
        periods,
        node.path("DatapointsToAlarm").asInt(periods),
        named(Comparison.values(), Comparison::label, node.path("ComparisonOperator").asText()),
        node.path("Threshold").asDouble(),
        named(
            MissingData.values(),
            MissingData::label,
            node.path("TreatMissingData").asText(MissingData.MISSING.label())));
  }

  private static <T> T named(T[] all, Function<T, String> label, String name) {
    return Arrays.stream(all)
        .filter(each -> label.apply(each).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The lab evaluates no alarm by \"%s\", but by %s."
                        .formatted(name, Stream.of(all).map(label).toList())));
  }
}
