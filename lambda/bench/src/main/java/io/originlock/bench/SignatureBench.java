package io.originlock.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.authorizer.VerificationBenchmark;
import io.originlock.authorizer.VerificationBenchmark.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What the gate signature costs, as a page for docs/evidence.md: verification and signing as ratios
 * to one HMAC over the same bytes, and how the authorizer starts. Where something is measured many
 * times the least counts, since whatever else a machine does only adds.
 */
public final class SignatureBench {
  private static final int STARTS = 9;
  private static final int ANSWERS = 10_000;

  // So short that on a busy machine some of them are not interrupted.
  private static final int BATCH = 100;
  private static final int BATCHES = 3_000;

  // What Lambda's JVM would choose for its one core.
  private static final List<String> ONE_CORE =
      List.of("-XX:ActiveProcessorCount=1", "-XX:+UseSerialGC");

  // What Terraform sets.
  private static final List<String> FIRST_COMPILER = List.of("-XX:TieredStopAtLevel=1");

  private SignatureBench() {}

  /**
   * @param args the authorizer's package, the jar of these classes, what the edge function's bench
   *     printed, and the folder to write to
   */
  public static void main(String[] args) throws IOException, RunnerException {
    Path folder = Files.createDirectories(Path.of(args[3]));
    JsonNode node = new ObjectMapper().readTree(Path.of(args[2]).toFile());
    List<String> page = new ArrayList<>();
    page.addAll(verification());
    page.add("");
    page.addAll(signing(node));
    page.add("");
    try (Starts starts =
        new Starts(Path.of(args[0]).toAbsolutePath(), Path.of(args[1]).toAbsolutePath())) {
      page.addAll(starts(starts, folder.resolve("authorizer.jsa").toAbsolutePath()));
    }
    page.add("");
    page.add(machine(node));
    Path file = folder.resolve("signature.md");
    Files.write(file, page);
    page.forEach(System.out::println);
  }

  private static List<String> verification() throws RunnerException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| verifying (JMH, ns) | one HMAC | canonical form | comparing | header, key and time | all"
            + " of it | **ratio** | event to policy |");
    lines.add("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (Shape shape : Shape.values()) {
      lines.add(verification(shape, "", List.of()));
      lines.add(verification(shape, ", as Terraform sets it", FIRST_COMPILER));
    }
    return lines;
  }

  /** What is between the parts is what the larger takes more. */
  private static String verification(Shape shape, String how, List<String> jvm)
      throws RunnerException {
    Map<String, Double> least = least(shape, jvm);
    double hmac = least.get("hmac");
    double canonical = least.get("canonical");
    double signed = least.get("signed");
    double all = least.get("verify");
    return "| %s%s | %.0f | %.0f | %.0f | %.0f | %.0f | **%.1f** | %.0f |"
        .formatted(
            name(shape.name()),
            how,
            hmac,
            canonical,
            signed - canonical - hmac,
            all - signed,
            all,
            all / hmac,
            least.get("handle"));
  }

  private static Map<String, Double> least(Shape shape, List<String> jvm) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(VerificationBenchmark.class.getName())
            .param("shape", shape.name())
            .jvmArgsAppend(jvm.toArray(String[]::new))
            .forks(1)
            .mode(Mode.SingleShotTime)
            .warmupIterations(BATCHES)
            .warmupBatchSize(BATCH)
            .measurementIterations(BATCHES)
            .measurementBatchSize(BATCH)
            .verbosity(VerboseMode.SILENT)
            .build();
    Map<String, Double> least = new LinkedHashMap<>();
    for (RunResult result : new Runner(options).run()) {
      least.put(
          result.getPrimaryResult().getLabel(),
          result.getBenchmarkResults().stream()
                  .flatMap(fork -> fork.getIterationResults().stream())
                  .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
                  .min()
                  .orElseThrow()
              / BATCH);
    }
    return least;
  }

  private static List<String> signing(JsonNode node) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| signing (Node, ns) | one createHmac | canonical form | key and headers | all of it |"
            + " **ratio** |");
    lines.add("| --- | ---: | ---: | ---: | ---: | ---: |");
    for (Shape shape : Shape.values()) {
      JsonNode measured = node.path("shapes").path(shape.name());
      double hmac = measured.path("hmac").asDouble();
      double sign = measured.path("sign").asDouble();
      double canonical = measured.path("canonical").asDouble();
      lines.add(
          "| %s | %.0f | %.0f | %.0f | %.0f | **%.1f** |"
              .formatted(
                  name(shape.name()), hmac, canonical, sign - hmac - canonical, sign, sign / hmac));
    }
    return lines;
  }

  private static List<String> starts(Starts starts, Path archive) {
    Map<String, List<String>> ways = new LinkedHashMap<>();
    ways.put("with both compilers", List.of());
    ways.put("with the first compiler alone (what Terraform sets)", FIRST_COMPILER);
    ways.put(
        "and with the classes in an archive (AppCDS)",
        List.of("-XX:TieredStopAtLevel=1", "-XX:SharedArchiveFile=" + archive));
    // Makes the archive.
    starts.untilFirstAnswer(
        options(List.of("-XX:TieredStopAtLevel=1", "-XX:ArchiveClassesAtExit=" + archive)));

    Map<String, List<Duration>> taken = new LinkedHashMap<>();
    for (int i = 0; i < STARTS; i++) {
      ways.forEach(
          (way, options) ->
              taken
                  .computeIfAbsent(way, none -> new ArrayList<>())
                  .add(starts.untilFirstAnswer(options(options))));
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "| the authorizer's JVM, from its start to its first answer (s) | median of %d | least |"
            .formatted(STARTS));
    lines.add("| --- | ---: | ---: |");
    for (Entry<String, List<Duration>> way : taken.entrySet()) {
      List<Duration> sorted = way.getValue().stream().sorted().toList();
      lines.add(
          "| %s | %.2f | %.2f |"
              .formatted(way.getKey(), seconds(sorted.get(STARTS / 2)), seconds(sorted.get(0))));
    }
    Map<String, Long> memory =
        starts.memoryAfter(ANSWERS, options(List.of("-XX:TieredStopAtLevel=1", "-Xmx128m")));
    lines.add("");
    lines.add(
        "After %,d answers with `-Xmx128m`: %.1f MB of heap in use, %.0f MB resident at most."
            .formatted(ANSWERS, memory.get("heap") / 1024.0, memory.get("resident") / 1024.0));
    return lines;
  }

  private static List<String> options(List<String> more) {
    return Stream.concat(ONE_CORE.stream(), more.stream()).toList();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }

  private static String name(String shape) {
    return switch (shape) {
      case "PLAIN" -> "a plain path";
      case "QUERY" -> "ten pairs in the query";
      case "UNICODE" -> "a path in unicode";
      default -> shape.toLowerCase(Locale.ROOT);
    };
  }

  private static String machine(JsonNode node) throws IOException {
    String model =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 2))
            .findFirst()
            .orElse(System.getProperty("os.arch"));
    return "%d cores of %s, Java %s, Node %s; the starts on one core, Parameter Store answering at once and without TLS."
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            model,
            System.getProperty("java.version"),
            node.path("node").asText().substring(1));
  }
}
