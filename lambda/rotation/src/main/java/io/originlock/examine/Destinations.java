package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.survey.Behaviour;
import io.originlock.survey.Destination;
import io.originlock.survey.DistributionFacts;
import io.originlock.survey.DomainFacts;
import io.originlock.survey.Host;
import io.originlock.survey.Origin;
import io.originlock.survey.Survey;
import io.originlock.survey.Unread.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds where a secret would go to somebody else, or over the network in the clear. */
final class Destinations implements Judge {

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    List<Finding> findings = new ArrayList<>();
    for (DistributionFacts distribution : survey.members()) {
      for (Origin origin : survey.scope().covered(distribution)) {
        stranger(survey, distribution, origin).ifPresent(findings::add);
        inTheClear(distribution, origin).ifPresent(findings::add);
      }
    }
    for (Probe.Direct probe : lock.direct()) {
      findings.addAll(ofProbe(survey, probe));
    }
    return findings;
  }

  private static Optional<Finding> stranger(
      Survey survey, DistributionFacts distribution, Origin origin) {
    Destination destination = survey.destination(origin);
    if (destination.reachesTarget() || mayBeDomain(survey, destination)) {
      return Optional.empty();
    }
    String what =
        switch (destination.kind()) {
          case API -> "is the host name of another API or stage";
          case DOMAIN -> "is a custom domain name that leads elsewhere";
          case ELSEWHERE -> "is a bucket or a function URL";
          case UNKNOWN ->
              origin.protocol() == Origin.Protocol.VPC
                  ? "is a VPC origin, of which it cannot be told where it leads"
                  : "is not known to be the API's";
        };
    return Optional.of(
        new Finding(
            Kind.FOREIGN_ORIGIN,
            Places.of(distribution, origin),
            "The lock sends its secret to "
                + origin.domain()
                + origin.path()
                + ", which "
                + what
                + ".",
            destination.kind() == Destination.Kind.UNKNOWN
                ? "Accept the finding if it is a way of yours to the API. If it is not, take the"
                    + " origin out of the lock's list."
                : "Set the origin's domain name and path to those of a stage of the lock's, or take"
                    + " the origin out of the lock's list."));
  }

  /** A glitch in the reading of domain names makes no stranger. */
  private static boolean mayBeDomain(Survey survey, Destination destination) {
    return destination.kind() == Destination.Kind.UNKNOWN
        && survey.unread(Part.DOMAINS).findAny().isPresent();
  }

  private static Optional<Finding> inTheClear(DistributionFacts distribution, Origin origin) {
    boolean always = origin.protocol() == Origin.Protocol.HTTP_ONLY;
    List<String> patterns =
        origin.protocol() == Origin.Protocol.MATCH_VIEWER
            ? distribution.leadingTo(origin).stream()
                .filter(each -> each.viewers() == Behaviour.Viewers.ALLOW_ALL)
                .map(Behaviour::pattern)
                .toList()
            : List.of();
    if (!always && patterns.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Kind.PLAIN_ORIGIN,
            Places.of(distribution, origin),
            always
                ? "CloudFront asks it over plain HTTP, where the secret can be read on the way."
                : "CloudFront asks it over plain HTTP for viewers who come by HTTP, as the"
                    + " behaviour "
                    + Places.list(patterns)
                    + " lets them: the secret can be read on the way.",
            "Set the origin's protocol policy to https-only, which API Gateway answers to."));
  }

  private static List<Finding> ofProbe(Survey survey, Probe.Direct probe) {
    Place place = new Place(probe.target().label());
    String address = probe.url().getScheme() + "://" + probe.host() + probe.path();
    List<Finding> findings = new ArrayList<>();
    if (!"https".equals(probe.url().getScheme())) {
      findings.add(
          new Finding(
              Kind.PLAIN_PROBE,
              place,
              "Its probe_url " + address + " is not https, and direct probes carry the secret.",
              "Set probe_url to an https address of the stage, or to null."));
    }
    boolean known =
        probe.host().equals(probe.target().host())
            || survey.domains().stream()
                .filter(
                    domain ->
                        domain.routes().stream().anyMatch(each -> each.leadsTo(probe.target())))
                .anyMatch(domain -> isOf(domain, probe.host()));
    if (!known && survey.unread(Part.DOMAINS).findAny().isEmpty()) {
      findings.add(
          new Finding(
              Kind.FOREIGN_PROBE,
              place,
              "Its probe_url "
                  + address
                  + " is neither the API's own host name nor a custom domain name that leads to"
                  + " the stage, and direct probes carry the secret.",
              "Set probe_url to an address of the stage, or to null."));
    }
    return findings;
  }

  private static boolean isOf(DomainFacts domain, String host) {
    return new Host(host).isOf(domain.name()) || domain.hosts().contains(host);
  }
}
