package io.originlock.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Names that the worker, Terraform and people's tools share, all of them as the sources have them.
 */
class NamesTest {
  private static final Path WORKER = Path.of("src", "main", "java");
  private static final Path MODULES = Path.of("..", "..", "terraform", "modules");

  @Test
  void theWorkerReadsTheSameEnvironmentVariables() throws IOException {
    assertThat(inWorker("\"(ORIGIN_LOCK_[A-Z_]+|AWS_REGION)\""))
        .containsExactlyInAnyOrderElementsOf(Written.lines("environment.txt"));
  }

  @Test
  void terraformSetsTheSameEnvironmentVariables() throws IOException {
    assertThat(inModules("\\b(ORIGIN_LOCK_[A-Z_]+|JAVA_TOOL_OPTIONS) += "))
        .containsExactlyInAnyOrderElementsOf(Written.lines("terraform.txt"));
  }

  /** The modules' own tests compare the names: these are the resources that they must ask. */
  @Test
  void terraformMakesTheSameAlarms() throws IOException {
    assertThat(inModules("resource \"aws_cloudwatch_(?:metric|composite)_alarm\" \"(\\w+)\""))
        .isEqualTo(
            Written.lines("alarms.txt").stream()
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toSet()));
  }

  @Test
  void theRulesHaveTheSameNamesInTheLog() throws IOException {
    assertThat(inWorker("\"(R[0-9]+)\""))
        .containsExactlyInAnyOrderElementsOf(Written.lines("rules.txt"));
  }

  private static Set<String> inWorker(String form) throws IOException {
    return found(WORKER, ".java", form, (file, name) -> name.group(1));
  }

  /** With the module in front. */
  private static Set<String> inModules(String form) throws IOException {
    return found(
        MODULES, ".tf", form, (file, name) -> file.getParent().getFileName() + " " + name.group(1));
  }

  private static Set<String> found(
      Path folder, String type, String form, BiFunction<Path, MatchResult, String> name)
      throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(type)).toList()) {
        Pattern.compile(form)
            .matcher(Files.readString(file))
            .results()
            .forEach(each -> names.add(name.apply(file, each)));
      }
    }
    return names;
  }
}
