package io.originlock.examine;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EveryKindTest {
  private static final Path SENTENCES =
      Path.of("src", "test", "resources", "io", "originlock", "examine", "sentences.txt");

  /** What the rule group itself says, which is no part of a survey. */
  private static final Set<Kind> OF_A_GATE = Set.of(Kind.RULE_COUNTS);

  /** No kind of finding is without a world that has it. */
  @Test
  void isInATable() {
    Set<Kind> found =
        Tables.rows()
            .flatMap(row -> row.world().findings().counted().stream())
            .map(Finding::kind)
            .collect(Collectors.toSet());

    assertThat(Arrays.stream(Kind.values()).filter(kind -> !OF_A_GATE.contains(kind)))
        .containsExactlyInAnyOrderElementsOf(found);
  }

  /**
   * What people are told is kept whole, to be read: -Dgold.update=true writes it anew, and the
   * difference is to be looked at.
   */
  @Test
  void isToldInTheseWords() throws IOException {
    String told =
        Tables.rows()
            .filter(row -> !row.found().isEmpty())
            .map(EveryKindTest::told)
            .collect(Collectors.joining("\n"));
    if (Boolean.getBoolean("gold.update")) {
      Files.createDirectories(SENTENCES.getParent());
      Files.writeString(SENTENCES, told);
    }

    assertThat(told).isEqualTo(Files.readString(SENTENCES));
  }

  private static String told(Row row) {
    return row.world().findings().counted().stream()
        .map(
            finding ->
                "  "
                    + finding.severity().label()
                    + " "
                    + finding.kind().label()
                    + "\n    "
                    + finding.place()
                    + "\n    "
                    + finding.seen()
                    + "\n    "
                    + finding.remedy()
                    + "\n")
        .collect(Collectors.joining("", row.world().kind.label() + ": " + row.name() + "\n", ""));
  }
}
