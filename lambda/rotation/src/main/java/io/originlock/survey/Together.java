package io.originlock.survey;

import java.util.List;

/**
 * Puts together what several see, and drops the distributions that are neither the lock's nor known
 * to lead to a target.
 */
public final class Together implements Surveyor {
  private final List<Surveyor> parts;

  public Together(List<Surveyor> parts) {
    this.parts = List.copyOf(parts);
  }

  @Override
  public Survey survey(Scope scope) {
    Survey whole =
        parts.stream().map(part -> part.survey(scope)).reduce(Survey.of(scope), Survey::and);
    return whole.withDistributions(
        whole.distributions().stream()
            .filter(each -> scope.hasMember(each) || leads(each, whole))
            .toList());
  }

  private static boolean leads(DistributionFacts distribution, Survey whole) {
    return distribution.origins().stream()
        .anyMatch(origin -> whole.destination(origin).reachesTarget());
  }
}
