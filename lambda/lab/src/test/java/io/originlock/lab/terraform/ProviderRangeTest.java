package io.originlock.lab.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.demo.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which provider Terraform takes for a root that calls our modules, from a mirror whose packages
 * are empty: {@code init} starts none. And what is held to provider 6 by an extract of its schema.
 */
class ProviderRangeTest {
  private static final Path TERRAFORM = Repository.find().terraform();
  private static final List<String> VERSIONS =
      List.of("5.99.1", "5.100.0", "6.0.0", "6.57.0", "7.0.0");

  @TempDir Path folder;

  /** What came of a command. */
  private record Outcome(int status, String output) {}

  @ParameterizedTest
  @CsvSource({"'~> 6.0', 6.57.0", "'6.0.0', 6.0.0", "'>= 5.0', 6.57.0", "'~> 5.100', 5.100.0"})
  void rootsOfBothMajorVersionsTakeOurModules(String wanted, String taken) throws Exception {
    Outcome outcome = init(root(wanted));

    assertThat(outcome.output()).contains("Installing hashicorp/aws v" + taken);
    assertThat(outcome.status()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"'~> 5.99.0'", "'>= 7.0'"})
  void rootsOfOthersDoNot(String wanted) throws Exception {
    Outcome outcome = init(root(wanted));

    assertThat(outcome.output()).contains("no available releases match");
    assertThat(outcome.status()).isNotZero();
  }

  @Test
  void whatProviderSixDoesNotKnowOrDeprecatesIsNamed() throws Exception {
    Files.writeString(
        folder.resolve("main.tf"),
        """
        data "aws_region" "here" {}

        resource "aws_api_gateway_deployment" "api" {
          rest_api_id = "abc"
          stage_name  = "prod"
          description = "in ${data.aws_region.here.name}"
        }

        resource "aws_s3_bucket_lifecycle_configuration" "logs" {
          bucket = "logs"

          dynamic "rule" {
            for_each = [1]

            content {
              id     = "all"
              status = "Enabled"
              prefix = "a/"
            }
          }
        }

        output "url" {
          value = aws_api_gateway_deployment.api.invoke_url
        }
        """);

    Outcome outcome = check(folder);

    assertThat(outcome.output().lines())
        .contains(
            "aws_api_gateway_deployment: invoke_url is not in the extract",
            "aws_api_gateway_deployment: stage_name is not in the extract",
            "aws_s3_bucket_lifecycle_configuration: rule.prefix is deprecated",
            "data.aws_region: name is deprecated")
        .hasSize(5);
    assertThat(outcome.status()).isEqualTo(1);
  }

  private static Outcome check(Path sources) throws Exception {
    Path script = TERRAFORM.resolveSibling("scripts/provider-schema.py");
    return run(new ProcessBuilder(script.toString(), "check", sources.toString()));
  }

  /** A root that calls every module of ours. */
  private Path root(String wanted) throws IOException {
    // Of a copy: Terraform would make links to modules that are not below the root's folder.
    Path root = Files.createDirectories(folder.resolve("root"));
    TerraformRun.copy(TERRAFORM.resolve("modules"), root.resolve("modules"));
    List<String> lines = new ArrayList<>();
    lines.add("terraform {");
    lines.add("  required_providers {");
    lines.add("    aws = { source = \"hashicorp/aws\", version = \"" + wanted + "\" }");
    lines.add("  }");
    lines.add("}");
    lines.add("provider \"aws\" {}");
    lines.add("provider \"aws\" {");
    lines.add("  alias = \"us_east_1\"");
    lines.add("}");
    try (Stream<Path> modules = Files.list(TERRAFORM.resolve("modules"))) {
      for (Path module : modules.sorted().toList()) {
        lines.addAll(call(module));
      }
    }
    Files.write(root.resolve("main.tf"), lines);
    return root;
  }

  private static List<String> call(Path module) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("module \"" + module.getFileName() + "\" {");
    lines.add("  source = \"./modules/" + module.getFileName() + "\"");
    if (Files.readString(module.resolve("versions.tf")).contains("configuration_aliases")) {
      lines.add("  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }");
    }
    lines.add("}");
    return lines;
  }

  private Outcome init(Path root) throws Exception {
    Path configuration = folder.resolve("terraform.rc");
    Files.writeString(
        configuration,
        "provider_installation {\n  filesystem_mirror {\n    path = \""
            + mirror()
            + "\"\n  }\n}\n");
    ProcessBuilder init = new ProcessBuilder("terraform", "init", "-backend=false", "-no-color");
    init.directory(root.toFile());
    init.environment().put("TF_CLI_CONFIG_FILE", configuration.toString());
    init.environment().remove("TF_PLUGIN_CACHE_DIR");
    return run(init);
  }

  private Path mirror() throws Exception {
    Path mirror = folder.resolve("mirror");
    String platform =
        run(new ProcessBuilder("terraform", "version"))
            .output()
            .lines()
            .filter(line -> line.startsWith("on "))
            .findFirst()
            .orElseThrow()
            .substring(3);
    for (String version : VERSIONS) {
      Path one =
          Files.createDirectories(
              mirror.resolve("registry.terraform.io/hashicorp/aws/" + version + "/" + platform));
      Files.writeString(one.resolve("terraform-provider-aws_v" + version), "");
    }
    return mirror;
  }

  private static Outcome run(ProcessBuilder command) throws Exception {
    Process process = command.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    return new Outcome(process.waitFor(), output);
  }
}
