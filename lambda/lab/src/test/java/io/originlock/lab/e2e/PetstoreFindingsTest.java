package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.e2e.FindingsTable.Row;
import io.originlock.lab.gate.GateView;
import io.originlock.lab.gate.Gates;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lock finds on the petstore what its README lists and explains, and nothing else. */
@Tag("verify")
class PetstoreFindingsTest {
  private static final List<String> ACTIONS = List.of("check", "status", "audit");

  static Stream<GateView> gates() {
    return Gates.all().stream();
  }

  @Test
  void everyFindingIsExplained() {
    assertThat(FindingsTable.rows())
        .filteredOn(row -> !row.findings().isEmpty())
        .extracting(Row::why)
        .isNotEmpty()
        .doesNotContain("");
  }

  @ParameterizedTest
  @MethodSource("gates")
  void whatIsFoundIsWhatTheReadmeLists(GateView gate) throws IOException {
    Map<Map<String, Object>, Set<String>> listed = listed(gate);
    assertThat(listed).as("the example as it comes").containsEntry(Map.of(), Set.of());
    SoftAssertions differences = new SoftAssertions();
    try (LabLock lock = LabLock.prepared("findings-" + gate.name(), gate)) {
      Map<String, Object> before = new HashMap<>();
      listed.forEach(
          (settings, expected) -> {
            lock.stack().change(instead(before.keySet(), settings));
            lock.rest();
            differences
                .assertThat(found(lock))
                .as("%s with %s", gate.name(), settings)
                .isEqualTo(expected);
            before.putAll(settings);
          });
    }
    differences.assertAll();
  }

  /** By settings, in the order of the rows. */
  private static Map<Map<String, Object>, Set<String>> listed(GateView gate) {
    return FindingsTable.rows().stream()
        .filter(row -> row.gate().equals(gate.name()))
        .collect(
            Collectors.toMap(
                Row::settings,
                row -> new TreeSet<>(row.findings()),
                (one, other) -> {
                  one.addAll(other);
                  return one;
                },
                LinkedHashMap::new));
  }

  /** These settings, and null for those of before: Terraform takes that for the default. */
  private static Map<String, Object> instead(
      Collection<String> before, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>();
    before.forEach(name -> all.put(name, null));
    all.putAll(settings);
    return Collections.unmodifiableMap(all);
  }

  /** What any of the actions shows; what stands in the way is shown by each. */
  private static Set<String> found(LabLock lock) {
    return ACTIONS.stream()
        .map(action -> lock.ask("{\"action\":\"" + action + "\"}"))
        .flatMap(answer -> FindingsTable.found(answer, lock).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
