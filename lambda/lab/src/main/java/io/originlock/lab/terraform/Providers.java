package io.originlock.lab.terraform;

import io.originlock.lab.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where {@code terraform init} gets its provider from. {@code scripts/providers.sh} alone knows;
 * what runs by make inherits its answer, and what does not asks it here.
 */
final class Providers {
  private static final String VARIABLE = "TF_CLI_CONFIG_FILE";
  private static final String ASK =
      "set -e; source \"$0/scripts/common.sh\"; source \"$0/scripts/providers.sh\";"
          + " find_providers; printf %s \"${TF_CLI_CONFIG_FILE:-}\"";

  private Providers() {}

  /**
   * The CLI configuration that names a mirror; empty: the registry, as Terraform does by itself.
   */
  static Optional<Path> configuration() {
    Optional<Path> inherited =
        Optional.ofNullable(System.getenv(VARIABLE)).map(Path::of).filter(Files::isRegularFile);
    return inherited.or(() -> scripts().flatMap(Providers::ask));
  }

  private static Optional<Path> scripts() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("scripts/providers.sh"))) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> ask(Path root) {
    try {
      Process bash =
          new ProcessBuilder("bash", "-c", ASK, root.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (bash.waitFor() != 0) {
        throw new LabException(
            "scripts/providers.sh", "find the provider", "It says why on standard error.");
      }
      return Optional.of(answer).filter(text -> !text.isBlank()).map(Path::of);
    } catch (IOException e) {
      throw new LabException("bash", "start it", "Is it on the PATH?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("scripts/providers.sh", "wait for it", "Interrupted.", e);
    }
  }
}
