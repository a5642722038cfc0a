package io.originlock.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same case goes the same way, today as when its story was written down. */
class GoldTest {
  private static final Path FOLDER =
      Path.of("src", "test", "resources", "io", "originlock", "simulation", "gold");

  /** Set to {@code true}, it writes the stories anew: {@code mvn -Dgold.update=true}. */
  private static final String UPDATE = "gold.update";

  @ParameterizedTest
  @EnumSource(Gold.class)
  void goesAsItWasWrittenDown(Gold gold) throws IOException {
    String told;
    try (Runner runner = new Runner()) {
      assertThat(runner.broken(gold.story())).isNull();
      told = String.join("\n", brief(runner.tell(gold.story()))) + "\n";
    }
    Path file = FOLDER.resolve(gold.file());
    if (Boolean.getBoolean(UPDATE)) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, told);
    }
    assertThat(told)
        .as("%s; if this is meant, run this test with -D%s=true", file, UPDATE)
        .isEqualTo(Files.readString(file));
  }

  /** Without the ticks that say what the last one said. */
  private static List<String> brief(List<String> lines) {
    List<String> brief = new ArrayList<>();
    String last = "";
    for (String line : lines) {
      // 00:09:26.230  tick 12    WAITING: ...
      String said = line.substring(line.indexOf("  ", 14) < 0 ? 0 : 25);
      if (!(said.startsWith("WAITING") && said.equals(last))) {
        brief.add(line);
      }
      last = said.startsWith("WAITING") ? said : last;
    }
    return brief;
  }
}
