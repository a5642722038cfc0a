package io.originlock.lab.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What ran at an endpoint, what was skipped, and why. */
final class ConformanceTable {
  private final String endpoint;
  private final Map<String, Map<Outcome, Integer>> outcomes = new TreeMap<>();
  private final Map<String, Set<String>> skipped = new TreeMap<>();

  ConformanceTable(String endpoint) {
    this.endpoint = endpoint;
  }

  /** How a test ended. */
  enum Outcome {
    PASSED,
    FAILED,
    SKIPPED
  }

  /** Counts a test that ran. */
  synchronized void ran(String contract, Outcome outcome) {
    outcomes
        .computeIfAbsent(contract, name -> new EnumMap<>(Outcome.class))
        .merge(outcome, 1, Integer::sum);
  }

  /** Counts a test that did not run. */
  synchronized void skipped(String contract, String test, String why) {
    ran(contract, Outcome.SKIPPED);
    skipped.computeIfAbsent(why, reason -> new TreeSet<>()).add(contract + "." + test);
  }

  synchronized String text() {
    StringBuilder text = new StringBuilder();
    text.append("Conformance of ").append(endpoint).append('\n');
    row(text, "contract", "passed", "failed", "skipped");
    outcomes.forEach(
        (contract, counts) ->
            row(
                text,
                contract,
                count(counts, Outcome.PASSED),
                count(counts, Outcome.FAILED),
                count(counts, Outcome.SKIPPED)));
    skipped.forEach(
        (why, tests) -> {
          text.append("skipped: ").append(why).append('\n');
          if (tests.size() < total()) {
            tests.forEach(test -> text.append("  ").append(test).append('\n'));
          }
        });
    return text.toString();
  }

  private int total() {
    return outcomes.values().stream()
        .flatMap(counts -> counts.values().stream())
        .mapToInt(Integer::intValue)
        .sum();
  }

  private static void row(StringBuilder text, Object... cells) {
    text.append("%-34s%8s%8s%9s%n".formatted(cells));
  }

  private static int count(Map<Outcome, Integer> counts, Outcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }

  void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
