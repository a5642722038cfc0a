package io.originlock.lab.terraform;

import io.originlock.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder with providers, for machines that don't reach the registry. */
final class PluginMirror {
  private PluginMirror() {}

  /** The folder that holds {@code registry.terraform.io/…}: TF_PLUGIN_MIRROR or a usual place. */
  static Optional<Path> find() {
    Stream<Path> named = Stream.ofNullable(System.getenv("TF_PLUGIN_MIRROR")).map(Path::of);
    Stream<Path> usual =
        Stream.of(
            Path.of("/opt/tf-plugins"),
            Path.of(System.getProperty("user.home"), ".terraform.d", "plugins"),
            Path.of("/usr/local/share/terraform/plugins"),
            Path.of("/usr/share/terraform/plugins"));
    return Stream.concat(named.filter(path -> !path.toString().isBlank()), usual)
        .filter(path -> Files.isDirectory(path.resolve("registry.terraform.io/hashicorp/aws")))
        .findFirst();
  }

  /** Writes a configuration that takes providers from this folder alone. */
  static Path configure(Path mirror, Path directory) {
    Path file = directory.resolve("mirror.tfrc");
    String text =
        """
        disable_checkpoint = true
        provider_installation {
          filesystem_mirror {
            path = "%s"
          }
        }
        """
            .formatted(mirror.toString().replace("\\", "\\\\").replace("\"", "\\\""));
    try {
      Files.createDirectories(directory);
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new LabException(file.toString(), "write it", "Is it writable?", e);
    }
  }
}
