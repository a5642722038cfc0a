package io.originlock.lab.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point to in the repository is there. */
class LinksTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");

  @Test
  void everyLinkIntoTheRepositoryLeadsSomewhere() throws IOException {
    try (Stream<Path> all =
        Stream.concat(
            Files.list(ROOT), Stream.of("docs", "terraform", "lambda").flatMap(this::below))) {
      List<String> dead =
          all.filter(file -> file.toString().endsWith(".md")).flatMap(LinksTest::dead).toList();

      assertThat(dead).isEmpty();
    }
  }

  @Test
  void aLinkThatLeadsNowhereIsNamed() {
    assertThat(dead(ROOT.resolve("README.md"), "see [a](nowhere.md) and [b](docs)"))
        .containsExactly("README.md: nowhere.md");
  }

  private Stream<Path> below(String folder) {
    try {
      return Files.walk(ROOT.resolve(folder))
          .filter(
              file ->
                  Stream.of("/target/", "/.terraform/", "/node_modules/")
                      .noneMatch(file.toString()::contains));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<String> dead(Path file) {
    try {
      return dead(file, Files.readString(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<String> dead(Path file, String text) {
    return LINK.matcher(text)
        .results()
        .map(match -> match.group(1))
        .filter(link -> !link.contains(":"))
        .filter(link -> !Files.exists(file.resolveSibling(link)))
        .map(link -> ROOT.relativize(file) + ": " + link);
  }
}
