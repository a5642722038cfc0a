package io.originlock.simulation;

import io.originlock.engine.Rollover;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What a soak went through. */
final class Tally {
  private final Map<Rollover, Integer> cases = new EnumMap<>(Rollover.class);
  private final Map<String, Integer> broken = new TreeMap<>();
  private final Map<Mishap.Kind, Integer> mishaps = new EnumMap<>(Mishap.Kind.class);
  private final Map<Deed.Kind, Integer> deeds = new EnumMap<>(Deed.Kind.class);
  private long calls;

  /**
   * Counts a case.
   *
   * @param result of one of its runs
   * @param violation what is broken, null if nothing
   */
  synchronized void count(Case story, Simulation.Result result, String violation) {
    cases.merge(story.shape().rollover(), 1, Integer::sum);
    calls += result.calls();
    result.mishaps().forEach((kind, times) -> mishaps.merge(kind, times, Integer::sum));
    story.deeds().forEach(deed -> deeds.merge(deed.kind(), 1, Integer::sum));
    if (violation != null) {
      broken.merge(violation.substring(0, violation.indexOf(':')), 1, Integer::sum);
    }
  }

  synchronized int cases() {
    return cases.values().stream().mapToInt(Integer::intValue).sum();
  }

  synchronized int broken() {
    return broken.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Everything, in the order in which a person would read it. */
  synchronized Map<String, Object> summary() {
    Map<String, Object> all = new java.util.LinkedHashMap<>();
    all.put("cases", Map.copyOf(cases));
    all.put("calls", calls);
    all.put("deeds", new TreeMap<>(deeds));
    all.put("mishaps", new TreeMap<>(mishaps));
    all.put("violations", new TreeMap<>(broken));
    return all;
  }
}
