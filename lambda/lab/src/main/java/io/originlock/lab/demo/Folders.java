package io.originlock.lab.demo;

import io.originlock.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders of the lab's own. */
final class Folders {
  private Folders() {}

  /** Makes a folder, or deletes what an earlier run has left in it. */
  static void empty(Path folder) {
    try {
      if (Files.exists(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
      Files.createDirectories(folder);
    } catch (IOException failed) {
      throw new LabException(folder.toString(), "empty it", "Is it in use?", failed);
    }
  }
}
