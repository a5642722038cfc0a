package io.originlock.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What an older version wrote, as the files of the module that is tested have it. */
public final class Written {
  private static final Path FOLDER =
      Path.of("src", "test", "resources", "io", "originlock", "compatibility");

  private Written() {}

  /** The lines of a file, without its comments. */
  public static List<String> lines(String file) {
    try (Stream<String> lines = Files.lines(FOLDER.resolve(file))) {
      return lines.filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
