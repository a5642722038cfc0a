package io.originlock.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.testing.Sources;
import io.originlock.testing.Written;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Names that the worker, Terraform and people's tools share, all of them as the sources have them.
 */
class NamesTest {
  private static final Path MODULES = Path.of("..", "..", "terraform", "modules");

  @Test
  void theWorkerReadsTheSameEnvironmentVariables() {
    assertThat(Sources.names("\"(ORIGIN_LOCK_[A-Z_]+|AWS_REGION)\""))
        .containsExactlyInAnyOrderElementsOf(Written.lines("environment.txt"));
  }

  @Test
  void terraformSetsTheSameEnvironmentVariables() {
    assertThat(inModules("\\b(ORIGIN_LOCK_[A-Z_]+|JAVA_TOOL_OPTIONS) += "))
        .containsExactlyInAnyOrderElementsOf(Written.lines("terraform.txt"));
  }

  /** The modules' own tests compare the names: these are the resources that they must ask. */
  @Test
  void terraformMakesTheSameAlarms() {
    assertThat(inModules("resource \"aws_cloudwatch_(?:metric|composite)_alarm\" \"(\\w+)\""))
        .isEqualTo(
            Written.lines("alarms.txt").stream()
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toSet()));
  }

  @Test
  void theRulesHaveTheSameNamesInTheLog() {
    assertThat(Sources.names("\"(R[0-9]+)\""))
        .containsExactlyInAnyOrderElementsOf(Written.lines("rules.txt"));
  }

  /** With the module in front. */
  private static Set<String> inModules(String form) {
    return Sources.names(
        MODULES, ".tf", form, (file, name) -> file.getParent().getFileName() + " " + name.group(1));
  }
}
