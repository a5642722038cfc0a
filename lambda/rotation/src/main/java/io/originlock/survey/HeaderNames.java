package io.originlock.survey;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Names of HTTP headers, without regard to case. One gate's secret is a header's name, so that
 * {@link #toString} tells how many there are and no name.
 *
 * @param lowerCase sorted, in lower case, each once
 */
public record HeaderNames(List<String> lowerCase) {
  public static final HeaderNames NONE = new HeaderNames(List.of());

  public HeaderNames {
    lowerCase =
        lowerCase.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().sorted().toList();
  }

  /** Of names in any case and order. */
  public static HeaderNames of(Collection<String> names) {
    return new HeaderNames(List.copyOf(names));
  }

  /** Of names in any case and order. */
  public static HeaderNames of(String... names) {
    return new HeaderNames(List.of(names));
  }

  public boolean contains(String name) {
    return lowerCase.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Whether one of them is meant.
   *
   * @param meant asked with names in lower case
   */
  public boolean any(Predicate<String> meant) {
    return lowerCase.stream().anyMatch(meant);
  }

  public boolean isEmpty() {
    return lowerCase.isEmpty();
  }

  @Override
  public String toString() {
    return lowerCase.size() + " header names";
  }
}
