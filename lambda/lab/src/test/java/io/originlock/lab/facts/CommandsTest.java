package io.originlock.lab.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents tell people to type is there. */
class CommandsTest {
  private static final Pattern TYPED =
      Pattern.compile("(?m)^ {4}.*|(?s)^```.*?^```|`[^`\\n]+`", Pattern.MULTILINE);
  private static final Pattern MAKE =
      Pattern.compile("(?:^|[\\s`;&(])make((?: +(?:-[a-zA-Z]+|[A-Z_]+=\\S*))*) +([a-z][a-z-]*)");
  private static final Pattern SCRIPT = Pattern.compile("scripts/[a-z-]+\\.(?:sh|py)");
  private static final Pattern TARGET = Pattern.compile("(?m)^([a-z][a-z-]*):");

  private final Set<String> targets =
      TARGET
          .matcher(Documents.text(Documents.ROOT.resolve("Makefile")))
          .results()
          .map(match -> match.group(1))
          .collect(Collectors.toSet());

  @Test
  void everyMakeTargetExists() {
    assertThat(targets).contains("demo", "test");
    assertThat(named(MAKE, 2).filter(each -> !targets.contains(each.what())).toList()).isEmpty();
  }

  @Test
  void everyScriptExists() {
    assertThat(
            named(SCRIPT, 0)
                .filter(each -> !Documents.ROOT.resolve(each.what()).toFile().canExecute())
                .toList())
        .isEmpty();
  }

  private record Named(String document, String what) {}

  private static Stream<Named> named(Pattern pattern, int group) {
    return Documents.all().stream()
        .flatMap(
            file ->
                TYPED
                    .matcher(Documents.text(file))
                    .results()
                    .map(MatchResult::group)
                    .flatMap(typed -> pattern.matcher(typed).results())
                    .map(match -> match.group(group))
                    .map(what -> new Named(Documents.ROOT.relativize(file).toString(), what)));
  }

  @Test
  void whatIsTypedIsFound() {
    List<String> found =
        MAKE.matcher(
                "`make -s -C x status`; `LAB=1 make demo GATE=a`; make it\n    make  DIR=a plan")
            .results()
            .map(match -> match.group(2))
            .toList();

    assertThat(found).containsExactly("x", "demo", "it", "plan");
  }
}
