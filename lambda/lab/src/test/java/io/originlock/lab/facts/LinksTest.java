package io.originlock.lab.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point to in the repository is there, headings included. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\\n]*`");

  @Test
  void everyLinkIntoTheRepositoryLeadsSomewhere() {
    List<String> dead =
        Documents.all().stream().flatMap(file -> dead(file, Documents.text(file))).toList();

    assertThat(dead).isEmpty();
  }

  @Test
  void aLinkThatLeadsNowhereIsNamed() {
    Path readme = Documents.ROOT.resolve("README.md");

    assertThat(
            dead(readme, "# A `b`, c\n[a](nowhere.md), [b](docs), [c](#a-b-c), [d](#e) `[f](g)`"))
        .containsExactly("README.md: nowhere.md", "README.md: #e");
  }

  private static Stream<String> dead(Path file, String text) {
    return LINK.matcher(CODE.matcher(text).replaceAll(""))
        .results()
        .filter(link -> !link.group(1).contains(":"))
        .filter(link -> !leads(file, text, link))
        .map(
            link ->
                Documents.ROOT.relativize(file)
                    + ": "
                    + link.group(1)
                    + (link.group(2) == null ? "" : "#" + link.group(2)));
  }

  private static boolean leads(Path file, String text, MatchResult link) {
    Path target = link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1));
    if (!Files.exists(target)) {
      return false;
    }
    String anchor = link.group(2);
    return anchor == null
        || !target.toString().endsWith(".md")
        || headings(target.equals(file) ? text : Documents.text(target)).anyMatch(anchor::equals);
  }

  /** How GitHub writes headings in links. */
  private static Stream<String> headings(String text) {
    return HEADING
        .matcher(text)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'));
  }
}
