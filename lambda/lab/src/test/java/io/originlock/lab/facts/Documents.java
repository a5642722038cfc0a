package io.originlock.lab.facts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The documents of the repository. */
final class Documents {
  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private Documents() {}

  static List<Path> all() {
    return Stream.concat(
            list(ROOT), Stream.of("docs", "terraform", "lambda").flatMap(Documents::walk))
        .filter(file -> file.toString().endsWith(".md"))
        .toList();
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> walk(String folder) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
      return files
          .filter(
              file ->
                  Stream.of("/target/", "/.terraform/", "/node_modules/")
                      .noneMatch(file.toString()::contains))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
