package io.originlock.survey;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a survey is of: a lock, or a target that is to get one.
 *
 * @param targets what is, or would be, protected; at least one
 * @param origins by the id of each distribution of the lock the ids of the covered origins
 * @param plan the id of the usage plan that the lock's keys are put into; empty where it has none
 */
public record Scope(
    List<Target.Stage> targets, Map<String, Set<String>> origins, Optional<String> plan) {
  public Scope {
    targets = List.copyOf(targets);
    origins = Map.copyOf(origins);
  }

  /** Whether a distribution is one of the lock's. */
  public boolean hasMember(DistributionFacts distribution) {
    return origins.containsKey(distribution.id());
  }

  /** The covered origins of a distribution that are there; none for one that is not the lock's. */
  public List<Origin> covered(DistributionFacts distribution) {
    Set<String> ids = origins.getOrDefault(distribution.id(), Set.of());
    return distribution.origins().stream().filter(each -> ids.contains(each.id())).toList();
  }
}
