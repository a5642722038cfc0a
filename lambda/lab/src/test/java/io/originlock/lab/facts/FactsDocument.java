package io.originlock.lab.facts;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads {@code docs/aws.md} and says what is wrong with it, line by line. */
final class FactsDocument {
  static final String COLUMNS =
      "| id | what AWS does | source | test | what breaks if it is otherwise |";
  private static final int CELLS = 5;
  private static final String RULE = "| --- | --- | --- | --- | --- |";
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+");
  private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");

  private final TestSources sources;
  private final List<String> problems = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final EnumSet<Evidence> sections = EnumSet.noneOf(Evidence.class);
  private final Set<String> ids = new HashSet<>();

  private FactsDocument(TestSources sources) {
    this.sources = sources;
  }

  /** Reads a document whose tests are among these. */
  static FactsDocument read(String markdown, TestSources sources) {
    FactsDocument document = new FactsDocument(sources);
    document.read(markdown.lines().toList());
    document.rows.forEach(document::check);
    return document;
  }

  /** What is wrong, with line and id; empty for a good document. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  private void read(List<String> lines) {
    Optional<Evidence> section = Optional.empty();
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at);
      if (line.startsWith("## ")) {
        section = Evidence.of(line.substring(3).strip());
        section.ifPresent(this::enter);
      } else if (line.startsWith("|")) {
        if (section.isEmpty()) {
          problem(at + 1, "a table outside the sections of evidence");
        } else if (isTop(lines, at)) {
          checkTop(lines, at);
        } else if (!line.equals(RULE)) {
          row(at + 1, section.get(), line);
        }
      }
    }
    for (Evidence missing : EnumSet.complementOf(sections)) {
      problems.add("no section \"## " + missing.heading() + "\"");
    }
  }

  private void enter(Evidence evidence) {
    if (sections.stream().anyMatch(earlier -> earlier.compareTo(evidence) >= 0)) {
      problems.add("the section \"" + evidence.heading() + "\" comes too late, or twice");
    }
    sections.add(evidence);
  }

  private static boolean isTop(List<String> lines, int at) {
    return at == 0 || !lines.get(at - 1).startsWith("|");
  }

  private void checkTop(List<String> lines, int at) {
    if (!lines.get(at).equals(COLUMNS)) {
      problem(at + 1, "columns other than " + COLUMNS);
    }
    if (at + 1 == lines.size() || !lines.get(at + 1).equals(RULE)) {
      problem(at + 2, "no " + RULE + " below the columns");
    }
  }

  private void row(int line, Evidence evidence, String text) {
    List<String> cells = Stream.of(BAR.split(text, -1)).skip(1).map(String::strip).toList();
    if (cells.size() != CELLS + 1 || !cells.get(CELLS).isEmpty()) {
      problem(line, "not " + CELLS + " cells");
      return;
    }
    rows.add(
        new Row(
            line, evidence, cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4)));
  }

  private void check(Row row) {
    if (!ID.matcher(row.id()).matches()) {
      problem(row, "the id is not kebab-case of two words or more");
    }
    if (!ids.add(row.id())) {
      problem(row, "an id that another row has");
    }
    if (row.behaviour().isEmpty()) {
      problem(row, "does not say what AWS does");
    }
    if (row.consequence().isEmpty()) {
      problem(row, "does not say what breaks");
    }
    row.evidence()
        .lacking(row.source())
        .ifPresent(needed -> problem(row, "the source lacks " + needed));
    if (row.namesTests()) {
      row.tests().forEach(test -> sources.missing(test).ifPresent(why -> problem(row, why)));
    } else if (row.evidence() != Evidence.ASSUMED || !row.saysWhyNot()) {
      problem(row, "names no test, each in backticks with # in it, and commas between");
    }
  }

  private void problem(Row row, String what) {
    problem(row.line(), row.id() + ": " + what);
  }

  private void problem(int line, String what) {
    problems.add("line " + line + ": " + what);
  }
}
