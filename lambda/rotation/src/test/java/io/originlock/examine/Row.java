package io.originlock.examine;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.finding.Finding;
import java.util.List;
import java.util.function.Consumer;

/**
 * One line of a table: a world, and everything that is found in it.
 *
 * @param name what is different in it
 * @param found as {@link World#found()} says it
 */
record Row(String name, World world, List<String> found) {

  /** A world with one change, by which this is found and nothing else. */
  static Row of(String name, GateKind kind, Consumer<World> change, String... found) {
    return new Row(name, World.of(kind).with(change), List.of(found));
  }

  /** The same of the gate {@code api-key}. */
  static Row of(String name, Consumer<World> change, String... found) {
    return of(name, GateKind.API_KEY, change, found);
  }

  void check() {
    assertThat(world.found()).containsExactlyInAnyOrderElementsOf(found);
    for (Finding finding : world.findings().counted()) {
      assertThat(finding.seen())
          .matches("[A-Z].*[^ ]\\.")
          .doesNotContain("  ", "Optional", "null,");
      assertThat(finding.remedy()).matches("[A-Z].*[^ ]\\.").doesNotContain("  ", "Optional");
      assertThat(finding.sentence())
          .doesNotContainIgnoringCase(GateKind.LOCK_HEADER.substring("X-Origin-Lock-".length()));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
