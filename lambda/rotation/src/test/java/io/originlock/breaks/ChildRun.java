package io.originlock.breaks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that runs test classes with a folder of classes before all others. */
final class ChildRun {
  /** Many times what the slowest of the classes takes; what loops for ever is ended by it. */
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private ChildRun() {}

  /**
   * Which test failed first and how, in a line.
   *
   * @param folder classes that take the place of those of the same name
   * @return empty if all passed
   * @throws AssertionError if no test ran
   */
  static Optional<String> firstFailure(Path folder, Collection<String> tests)
      throws IOException, InterruptedException {
    Path report = folder.resolve("report.txt");
    Path output = folder.resolve("output.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-classpath",
                folder + File.pathSeparator + System.getProperty("java.class.path"),
                FirstFailure.class.getName(),
                report.toString()));
    tests.forEach(test -> command.add("io.originlock." + test));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        return Optional.of("the time-out of " + LIMIT.toSeconds() + " s");
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    String line = Files.exists(report) ? Files.readString(report) : "";
    if (line.startsWith(FirstFailure.FAILED)) {
      return Optional.of(line.substring(FirstFailure.FAILED.length()));
    }
    if (line.startsWith(FirstFailure.PASSED) && !line.equals(FirstFailure.PASSED + 0)) {
      return Optional.empty();
    }
    throw new AssertionError("No test ran:\n" + line + Files.readString(output));
  }
}
