package io.originlock.model;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Members of a lock, by their names.
 *
 * @param distributions ids such as {@code E1A2B3C4D5E6F7}, sorted
 * @param stages as {@code <rest API id>/<stage>}, sorted
 */
public record Members(Set<String> distributions, Set<String> stages) {
  public static final Members NONE = new Members(Set.of(), Set.of());

  public Members {
    distributions = sorted(distributions);
    stages = sorted(stages);
  }

  public Members plus(Members others) {
    return new Members(union(distributions, others.distributions), union(stages, others.stages));
  }

  public Members minus(Members others) {
    return new Members(
        difference(distributions, others.distributions), difference(stages, others.stages));
  }

  public boolean isEmpty() {
    return distributions.isEmpty() && stages.isEmpty();
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }

  private static Set<String> difference(Set<String> one, Set<String> other) {
    Set<String> rest = new TreeSet<>(one);
    rest.removeAll(other);
    return rest;
  }

  private static Set<String> sorted(Collection<String> names) {
    return Collections.unmodifiableSet(new TreeSet<>(names));
  }
}
