package io.originlock.simulation;

import io.originlock.port.Acceptance;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a soak went through. */
final class Tally {
  private final Map<Acceptance, Integer> cases = new EnumMap<>(Acceptance.class);
  private final Map<String, Integer> broken = new TreeMap<>();
  private final Map<Mishap.Kind, Integer> mishaps = new EnumMap<>(Mishap.Kind.class);
  private final Map<Deed.Kind, Integer> deeds = new EnumMap<>(Deed.Kind.class);
  private final Map<String, int[]> survived = new TreeMap<>();
  private long calls;

  /**
   * Counts a case.
   *
   * @param result of one of its runs
   * @param violation what is broken, null if nothing
   */
  synchronized void count(Case story, Simulation.Result result, String violation) {
    cases.merge(story.shape().acceptance(), 1, Integer::sum);
    calls += result.calls();
    result.mishaps().forEach((kind, times) -> mishaps.merge(kind, times, Integer::sum));
    story.deeds().forEach(deed -> deeds.merge(deed.kind(), 1, Integer::sum));
    Set<String> faults = new TreeSet<>();
    result.mishaps().keySet().forEach(kind -> faults.add("a call: " + words(kind)));
    story.deeds().stream()
        .filter(deed -> deed.kind().foreign() || deed.kind().late())
        .forEach(deed -> faults.add("somebody: " + words(deed.kind())));
    for (String fault : faults) {
      int[] both = survived.computeIfAbsent(fault, name -> new int[2]);
      both[0]++;
      both[1] += violation == null ? 1 : 0;
    }
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

  private static String words(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The table of faults: in how many cases each happened, and in how many of them all held. */
  synchronized Map<String, Object> faults(String command, LocalDate date) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("instrument", "in the simulation");
    all.put("command", command);
    all.put("date", date.toString());
    all.put(
        "size",
        "%,d random cases, each run twice, %,d calls of the worker".formatted(cases(), calls));
    all.put("cases", cases());
    all.put("violations", broken());
    List<Map<String, Object>> rows = new ArrayList<>();
    survived.forEach(
        (fault, both) -> rows.add(Map.of("fault", fault, "cases", both[0], "survived", both[1])));
    all.put("faults", rows);
    return all;
  }

  /** Everything, in the order in which a person would read it. */
  synchronized Map<String, Object> summary() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("cases", Map.copyOf(cases));
    all.put("calls", calls);
    all.put("deeds", new TreeMap<>(deeds));
    all.put("mishaps", new TreeMap<>(mishaps));
    all.put("violations", new TreeMap<>(broken));
    return all;
  }
}
