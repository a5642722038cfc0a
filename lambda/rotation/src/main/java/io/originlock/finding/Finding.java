package io.originlock.finding;

import java.util.Comparator;

/**
 * One thing about the world around a lock that somebody should know.
 *
 * @param kind what sort of finding it is
 * @param place what it is about
 * @param seen what was seen, a sentence
 * @param remedy what to do, a sentence; following it refuses no viewer
 */
public record Finding(Kind kind, Place place, String seen, String remedy)
    implements Comparable<Finding> {
  /** The gravest first; enum constants of one severity stand together. */
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::severity)
          .thenComparing(Finding::kind)
          .thenComparing(Finding::place)
          .thenComparing(Finding::seen)
          .thenComparing(Finding::remedy);

  public Severity severity() {
    return kind.severity();
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  /** For errors and logs: the place, what was seen, and what to do. */
  public String sentence() {
    String text = place.toString();
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ": " + seen + " " + remedy;
  }
}
