package io.originlock.survey;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of a request's headers or query parameters are meant. Names are compared without regard to
 * case: of headers it says nothing, and of parameters it means too many rather than too few.
 *
 * @param allBut whether {@code names} are those that are not meant
 * @param names in lower case
 */
public record Selection(boolean allBut, Set<String> names) {
  public static final Selection NONE = new Selection(false, Set.of());
  public static final Selection ALL = new Selection(true, Set.of());

  public Selection {
    names =
        names.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  public static Selection only(Collection<String> names) {
    return new Selection(false, Set.copyOf(names));
  }

  public static Selection allBut(Collection<String> names) {
    return new Selection(true, Set.copyOf(names));
  }

  public boolean includes(String name) {
    return allBut != names.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether no name is meant. */
  public boolean isEmpty() {
    return !allBut && names.isEmpty();
  }

  /** What one or the other means. */
  public Selection or(Selection other) {
    if (allBut) {
      Set<String> neither = new HashSet<>(names);
      neither.removeIf(other::includes);
      return allBut(neither);
    }
    if (other.allBut) {
      return other.or(this);
    }
    Set<String> either = new HashSet<>(names);
    either.addAll(other.names);
    return only(either);
  }
}
