package io.originlock.lab.demo;

import io.originlock.lab.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Searches everything that a run has written for every secret that it ever had. Left out is what
 * holds them by design: Terraform's state.
 */
public final class SecretSearch {

  private SecretSearch() {}

  /** The files below the folder that hold one of the secrets. */
  public static List<String> in(Path folder, Set<String> secrets) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().contains(".tfstate"))
          .filter(file -> holds(file, secrets))
          .map(file -> folder.relativize(file).toString())
          .toList();
    } catch (IOException failed) {
      throw new LabException(folder.toString(), "search it for secrets", "See the cause.", failed);
    }
  }

  private static boolean holds(Path file, Set<String> secrets) {
    try {
      // Byte for byte: a secret is ASCII, whatever else the file is. The name of a header, which
      // may
      // be one, is written in any case.
      String content = Files.readString(file, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
      return secrets.stream()
          .map(each -> each.toLowerCase(Locale.ROOT))
          .anyMatch(content::contains);
    } catch (IOException failed) {
      throw new LabException(file.toString(), "search it for secrets", "See the cause.", failed);
    }
  }
}
