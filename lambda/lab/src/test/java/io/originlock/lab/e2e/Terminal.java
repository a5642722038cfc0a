package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.demo.Repository;
import io.originlock.lab.demo.Site;
import io.originlock.lab.terraform.LabEnvironment;
import io.originlock.lab.terraform.TerraformRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A shell in a checkout of the repository, whose Terraform and AWS CLI know a lab alone. */
final class Terminal {
  private static final int LAST_LINES = 40;
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** What a make that runs the tests has told its own scripts. */
  private static final List<String> OF_MAKE =
      List.of(
          "MAKEFLAGS",
          "MFLAGS",
          "MAKELEVEL",
          "CALLED_FROM",
          "GATE",
          "DIR",
          "TF_ARGS",
          "FUNCTION",
          "REQUEST_ID",
          "FORCE",
          "ADOPT",
          "YES");

  private final Path checkout;
  private final Site site;

  private Terminal(Path checkout, Site site) {
    this.checkout = checkout;
    this.site = site;
  }

  /** Copies what commands need into a folder, and stands there. */
  static Terminal in(Path checkout, Site site) throws IOException {
    Path root = Repository.find().root();
    for (String folder : List.of("terraform", "scripts")) {
      TerraformRun.copy(root.resolve(folder), checkout.resolve(folder));
    }
    for (String file : List.of("Makefile", ".terraform-version")) {
      Files.copy(root.resolve(file), checkout.resolve(file));
    }
    return new Terminal(checkout, site);
  }

  /** Runs commands that must succeed, and returns what they print. */
  String type(String commands) {
    Result result = run(commands);
    assertThat(result.status()).as("%s%n…%n%s", commands, last(result.printed())).isZero();
    return result.printed();
  }

  /** Runs commands of which one must fail. */
  void fail(String commands) {
    assertThat(run(commands).status()).as(commands).isNotZero();
  }

  private record Result(int status, String printed) {}

  /** Runs commands as a shell does that stops at the first that fails. */
  private Result run(String commands) {
    try {
      Path output = Files.createTempFile(site.settings().directory(), "step", ".log");
      ProcessBuilder builder =
          new ProcessBuilder("bash", "-e", "-u", "-o", "pipefail", "-c", commands)
              .directory(checkout.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      environment(builder.environment());
      Process shell = builder.start();
      if (!shell.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly().waitFor();
      }
      return new Result(shell.exitValue(), Files.readString(output));
    } catch (IOException failed) {
      throw new AssertionError(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  private static String last(String printed) {
    List<String> lines = printed.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  private void environment(Map<String, String> environment) {
    OF_MAKE.forEach(environment::remove);
    LabEnvironment.set(environment, site.aws().endpoint());
    environment.put("TF_INPUT", "0");
    environment.put("TF_CLI_ARGS_apply", "-auto-approve");
    environment.put("TF_CLI_ARGS_destroy", "-auto-approve");
    environment.put("TF_VAR_package", Repository.find().worker().toString());
    environment.put("TF_VAR_soak_seconds", "1");
    environment.put("TF_VAR_grace_seconds", "1");
    // A minute of schedules is seconds here, and ticks would overlap that on AWS do not.
    environment.put("TF_VAR_reserved_concurrency", "1");
    // The provider watches a new lifecycle rule of a bucket for most of a minute.
    environment.put("TF_VAR_log_retention_days", "0");
  }
}
