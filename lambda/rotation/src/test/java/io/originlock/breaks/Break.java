package io.originlock.breaks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One line of the source, made wrong.
 *
 * @param name what is done wrong, for people
 * @param source the file, below {@code src/main/java/io/originlock}
 * @param right a text that stands in it exactly once
 * @param wrong what takes its place
 * @param watchers the test classes of which one must fail, below {@code io.originlock}
 */
record Break(String name, String source, String right, String wrong, List<String> watchers) {
  private static final Path SOURCES = Path.of("src/main/java");

  /** The class whose source it is, such as {@code io.originlock.engine.Guard}. */
  String className() {
    return "io.originlock." + source.replace(".java", "").replace('/', '.');
  }

  /** The source with the break in it. */
  String broken() throws IOException {
    String text = Files.readString(SOURCES.resolve("io/originlock").resolve(source));
    int at = text.indexOf(right);
    if (at < 0 || text.indexOf(right, at + 1) >= 0) {
      throw new AssertionError(
          "The break no longer fits: "
              + (at < 0 ? "nowhere in " : "more than once in ")
              + source
              + " stands\n"
              + right
              + "\nAdapt \""
              + name
              + "\" in Breaks.java to what the source says now.");
    }
    return text.substring(0, at) + wrong + text.substring(at + right.length());
  }

  @Override
  public String toString() {
    return name;
  }
}
