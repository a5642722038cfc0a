package io.originlock.lab.demo;

import io.originlock.lab.gate.Gates;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A demo of one rotation, and its verdict.
 *
 * @param status what the process would end with
 * @param said what it printed
 * @param summary where its figures are
 */
record QuickDemo(int status, String said, Path summary) {
  private static final String UNMET = "NOT MET  ";

  static QuickDemo run(String gate, Optional<String> sabotage) {
    Path output = Path.of("target", "demo-" + gate).toAbsolutePath();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false, Clock.systemUTC());
    int status =
        Demo.run(
            Repository.find(),
            QuickSettings.of(output.resolve("lab"), Gates.named(gate)),
            output,
            sabotage,
            1,
            terminal);
    return new QuickDemo(
        status, said.toString(StandardCharsets.UTF_8), output.resolve("summary.json"));
  }

  /** What the verdict names, but for durations, which are the machine's. */
  List<String> unmet() {
    return said.lines()
        .filter(line -> line.startsWith(UNMET))
        .map(line -> line.substring(UNMET.length()))
        .filter(line -> !line.contains(", seconds: "))
        .toList();
  }
}
