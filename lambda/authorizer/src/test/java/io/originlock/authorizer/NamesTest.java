package io.originlock.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names that Terraform and people's alarms share with the authorizer, as an older version had. */
class NamesTest {
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final Path WRITTEN =
      Path.of("src", "test", "resources", "io", "originlock", "compatibility");
  private static final Pattern VARIABLE = Pattern.compile("\"(ORIGIN_LOCK_[A-Z_]+|AWS_REGION)\"");

  @Test
  void theAuthorizerReadsTheSameEnvironmentVariables() throws IOException {
    Set<String> read = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        VARIABLE.matcher(Files.readString(file)).results().forEach(name -> read.add(name.group(1)));
      }
    }
    assertThat(read).containsExactlyInAnyOrderElementsOf(written("environment.txt"));
  }

  @Test
  void everyMetricHasItsNameAndUnit() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Metrics metrics =
        new Metrics(
            "OriginLock",
            "petstore",
            Clock.systemUTC(),
            new PrintStream(out, true, StandardCharsets.UTF_8));
    Arrays.stream(Verdict.values()).forEach(metrics::count);
    metrics.firstReading();
    metrics.staleKeys(Duration.ofHours(1), new KeySourceException("AWS does not answer."));

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(line -> line.startsWith("{"))
        .extracting(NamesTest::metric)
        .containsExactlyInAnyOrderElementsOf(written("metrics.txt"));
  }

  private static String metric(String line) {
    try {
      JsonNode definition = new ObjectMapper().readTree(line).at("/_aws/CloudWatchMetrics/0");
      assertThat(definition.path("Namespace").asText()).isEqualTo("OriginLock");
      assertThat(definition.path("Dimensions")).hasToString("[[\"Lock\"]]");
      JsonNode metric = definition.path("Metrics").path(0);
      return metric.path("Name").asText() + " " + metric.path("Unit").asText();
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }

  private static List<String> written(String file) throws IOException {
    return Files.readAllLines(WRITTEN.resolve(file)).stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }
}
