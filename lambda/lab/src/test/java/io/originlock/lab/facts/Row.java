package io.originlock.lab.facts;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One behaviour of AWS that the product stands on.
 *
 * @param line where it stands in the document, from 1
 * @param id stable, kebab-case
 * @param test what holds the lab or the worker to it: tests in backticks, or a dash and the reason
 * @param consequence what breaks if AWS does otherwise
 */
record Row(
    int line,
    Evidence evidence,
    String id,
    String behaviour,
    String source,
    String test,
    String consequence) {
  private static final Pattern REFERENCE = Pattern.compile("`([^`#]+#[^`]+)`");
  private static final Pattern REFERENCES =
      Pattern.compile(REFERENCE.pattern() + "(, " + REFERENCE.pattern() + ")*");
  private static final Pattern REASON = Pattern.compile("— .+");

  /** The tests, each a file's name, {@code #} and a test's. */
  List<String> tests() {
    return REFERENCE.matcher(test).results().map((MatchResult found) -> found.group(1)).toList();
  }

  boolean namesTests() {
    return REFERENCES.matcher(test).matches();
  }

  /** True if it says why no test can hold anything to it. */
  boolean saysWhyNot() {
    return REASON.matcher(test).matches();
  }
}
