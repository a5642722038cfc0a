package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.survey.Behaviour;
import io.originlock.survey.Destination;
import io.originlock.survey.DistributionFacts;
import io.originlock.survey.DomainFacts;
import io.originlock.survey.Forwarding;
import io.originlock.survey.Host;
import io.originlock.survey.Origin;
import io.originlock.survey.Survey;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds behaviours that send the viewer's Host on. API Gateway tells by the Host which API is
 * meant, and answers 403 to a name that is none of its own; see <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html#managed-origin-request-policy-all-viewer-except-host-header">the
 * managed policy that leaves it out</a>.
 */
final class ForwardedHosts implements Judge {

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    return survey.members().stream()
        .flatMap(distribution -> ofDistribution(survey, distribution))
        .toList();
  }

  private static Stream<Finding> ofDistribution(Survey survey, DistributionFacts distribution) {
    return distribution.behaviours().stream()
        .filter(each -> each.forwarding().filter(Forwarding::host).isPresent())
        .filter(
            each ->
                distribution.behind(each).stream()
                    .filter(survey.scope().covered(distribution)::contains)
                    .anyMatch(origin -> !knows(survey, distribution, origin)))
        .map(each -> finding(distribution, each));
  }

  /** Whether the origin takes every name by which viewers come, or it cannot be told. */
  private static boolean knows(Survey survey, DistributionFacts distribution, Origin origin) {
    Destination destination = survey.destination(origin);
    if (!destination.reachesTarget()) {
      return true;
    }
    return destination.kind() == Destination.Kind.DOMAIN
        && !distribution.aliases().isEmpty()
        && distribution.aliases().stream()
            .allMatch(
                alias ->
                    survey.domains().stream()
                        .filter(domain -> leadsToSame(domain, destination))
                        .anyMatch(domain -> new Host(alias).isOf(domain.name())));
  }

  private static boolean leadsToSame(DomainFacts domain, Destination destination) {
    return destination.targets().stream()
        .allMatch(target -> domain.routes().stream().anyMatch(route -> route.leadsTo(target)));
  }

  private static Finding finding(DistributionFacts distribution, Behaviour behaviour) {
    boolean byPolicy = behaviour.policies().cache().isPresent();
    String through =
        behaviour
            .policies()
            .originRequest()
            .map(id -> "its origin request policy " + id)
            .orElse(byPolicy ? "its cache policy" : "its ForwardedValues");
    return new Finding(
        Kind.FORWARDED_HOST,
        Places.of(distribution, behaviour),
        "By "
            + through
            + " the viewer's Host header goes on to the API, and API Gateway answers 403 to a Host"
            + " that is not its own.",
        byPolicy
            ? "Use the origin request policy Managed-AllViewerExceptHostHeader, or one of yours"
                + " without Host, and take Host out of the cache policy."
            : "List the headers that the API needs in ForwardedValues, without Host and not as"
                + " \"*\".");
  }
}
