package io.originlock.lab.alarms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The values of all metrics, as the lab's services and what functions printed report them. */
public final class MetricData {
  /** No alarm looks back further: periods and their number come to a day at most. */
  private static final Duration KEPT = Duration.ofDays(1);

  private final Map<Metric, NavigableMap<Instant, List<Double>>> values = new ConcurrentHashMap<>();

  /** Takes a value that a metric had then. */
  public void put(Metric metric, double value, Instant at) {
    NavigableMap<Instant, List<Double>> all =
        values.computeIfAbsent(metric, key -> new ConcurrentSkipListMap<>());
    all.computeIfAbsent(at, key -> new CopyOnWriteArrayList<>()).add(value);
    all.headMap(at.minus(KEPT)).clear();
  }

  /** What a metric had after {@code from}, and not after {@code to}. */
  public List<Double> between(Metric metric, Instant from, Instant to) {
    NavigableMap<Instant, List<Double>> all = values.get(metric);
    return all == null
        ? List.of()
        : all.subMap(from, false, to, true).values().stream().flatMap(List::stream).toList();
  }
}
