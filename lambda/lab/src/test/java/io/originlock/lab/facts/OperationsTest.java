package io.originlock.lab.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever is woken by an alarm finds it in docs/operations.md, with what to type. */
class OperationsTest {
  private static final Pattern ALARM =
      Pattern.compile("(?m)^\\S+ \\S+ origin-lock-petstore-(\\S+)$");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (`[^|]+) \\| [^|]+ \\| ([^|]+) \\|$");
  private static final Pattern NAME = Pattern.compile("`([a-z0-9-]+)`");
  private static final Pattern COMMAND = Pattern.compile("`(make|aws|terraform) [^`]+`");

  private final List<MatchResult> rows =
      ROW.matcher(chapter("When an alarm rings")).results().toList();

  private static String chapter(String heading) {
    String document = Documents.text(Documents.ROOT.resolve("docs/operations.md"));
    return document
        .split("(?m)^## ")[
        Stream.of(document.split("(?m)^## "))
            .map(each -> each.startsWith(heading))
            .toList()
            .indexOf(true)];
  }

  @Test
  void everyAlarmHasItsRowAndNoOther() {
    String alarms =
        Documents.text(
            Documents.ROOT.resolve(
                "lambda/rotation/src/test/resources/io/originlock/compatibility/alarms.txt"));

    assertThat(
            rows.stream()
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .map(name -> name.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    ALARM.matcher(alarms).results().map(alarm -> alarm.group(1)),
                    // Off by default, so that none of that name was ever promised.
                    Stream.of("edge-4xx-1"))
                .collect(Collectors.toList()));
  }

  @Test
  void everyRowSaysWhatToType() {
    assertThat(rows.stream().filter(row -> !COMMAND.matcher(row.group(2)).find()))
        .extracting(row -> row.group(1))
        .isEmpty();
  }
}
