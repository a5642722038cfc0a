package io.originlock.lab.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a resource that is part of Terraform itself: no provider is needed. */
class TerraformRunTest {
  @TempDir private Path directory;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private Path configuration;

  @BeforeEach
  void aConfiguration() throws IOException {
    configuration = Files.createDirectories(directory.resolve("configuration"));
    Files.writeString(
        configuration.resolve("main.tf"),
        """
        variable "names" {
          type = list(string)
        }
        resource "terraform_data" "it" {
          input = var.names
          lifecycle {
            precondition {
              condition     = length(var.names) > 0
              error_message = "There must be names."
            }
          }
        }
        output "names" {
          value     = terraform_data.it.output
          sensitive = true
        }
        """);
  }

  @Test
  void plansAppliesAndDestroysWithoutWritingIntoTheConfiguration() throws IOException {
    TerraformRun run = run(List.of("a", "b"));
    run.init();

    TerraformRun.Plan plan = run.plan("first");
    assertThat(plan.empty()).isFalse();
    run.apply(plan);
    assertThat(run.outputs().path("names").path(1).asText()).isEqualTo("b");
    assertThat(run.plan("second").empty()).isTrue();
    assertThat(run.show()).contains("terraform_data");
    assertThat(run.planDestroy()).contains("1 to destroy");
    run.with(Map.of("names", List.of("c"))).apply();
    assertThat(run.outputs().path("names").path(0).asText()).isEqualTo("c");
    run.destroy();

    assertThat(run.outputs()).isEmpty();
    assertThat(lines).anyMatch(line -> line.contains("Creation complete"));
    assertThat(configuration.toFile().list()).containsExactly("main.tf");
    Path copy = TerraformRun.copy(configuration, directory.resolve("copy"));
    assertThat(Files.readString(copy.resolve("main.tf"))).contains("terraform_data");
  }

  @Test
  void aFailureShowsTheLastLines() {
    TerraformRun run = run(List.of());
    run.init();

    assertThatExceptionOfType(TerraformException.class)
        .isThrownBy(run::apply)
        .withMessageContaining("terraform apply ended with 1")
        .withMessageContaining("There must be names.");
  }

  private TerraformRun run(List<String> names) {
    return new TerraformRun(
        configuration,
        directory.resolve("data"),
        URI.create("http://127.0.0.1:1"),
        Map.of("names", names),
        lines::add,
        Duration.ofMinutes(2));
  }
}
