package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.survey.DistributionFacts;
import io.originlock.survey.Origin;
import io.originlock.survey.Survey;
import io.originlock.survey.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds ways through CloudFront on which the lock puts no secret: who comes there is refused as
 * soon as the gate closes.
 */
final class UnguardedEdges implements Judge {

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    List<Finding> findings = new ArrayList<>();
    for (DistributionFacts distribution : survey.distributions()) {
      List<Origin> unguarded = unguarded(survey, distribution);
      if (!distribution.enabled() || unguarded.isEmpty()) {
        continue;
      }
      if (survey.scope().hasMember(distribution)) {
        unguarded.forEach(origin -> findings.add(ofOrigin(survey, distribution, origin, lock)));
      } else {
        findings.add(ofDistribution(survey, distribution, unguarded));
      }
    }
    return findings;
  }

  /** The origins that viewers' requests reach a target by, and that the lock does not cover. */
  private static List<Origin> unguarded(Survey survey, DistributionFacts distribution) {
    List<Origin> covered = survey.scope().covered(distribution);
    return distribution.origins().stream()
        .filter(origin -> !covered.contains(origin))
        .filter(origin -> survey.destination(origin).reachesTarget())
        .filter(origin -> !distribution.leadingTo(origin).isEmpty())
        .toList();
  }

  private static Finding ofOrigin(
      Survey survey, DistributionFacts distribution, Origin origin, LockFacts lock) {
    boolean own = origin.headers().any(lock.gate()::carries);
    return new Finding(
        Kind.UNGUARDED_ORIGIN,
        Places.of(distribution, origin),
        "It leads to "
            + targets(survey, origin)
            + " and is not among the origins that the lock covers, so "
            + (own ? "its header of the lock's name is not rotated." : "it sends no secret."),
        "Add "
            + origin.id()
            + " to the origins of this distribution in the lock's list, before the gate closes.");
  }

  private static Finding ofDistribution(
      Survey survey, DistributionFacts distribution, List<Origin> origins) {
    String ids = origins.stream().map(Origin::id).sorted().collect(Collectors.joining(", "));
    return new Finding(
        Kind.UNGUARDED_DISTRIBUTION,
        Places.of(distribution),
        (distribution.staging()
                ? "It is a staging distribution, which takes a part of another's viewers, and leads"
                : "It leads")
            + " to "
            + targets(survey, origins.get(0))
            + " by origin "
            + ids
            + ", and is not of the lock: it sends no secret of the lock's.",
        "Add it to the lock's distributions with the origin " + ids + ", before the gate closes.");
  }

  private static String targets(Survey survey, Origin origin) {
    return survey.destination(origin).targets().stream()
        .map(Target.Stage::label)
        .collect(Collectors.joining(" and "));
  }
}
