package io.originlock.survey;

import java.util.ArrayList;
import java.util.List;

/**
 * Where an origin's requests go, by its domain and path.
 *
 * @param kind what its domain is
 * @param targets the targets that its requests may reach; empty for {@link Kind#UNKNOWN}
 * @param through the custom domain name that it goes through; empty for none
 */
public record Destination(Kind kind, List<Target.Stage> targets, String through) {

  /** What a domain is. */
  public enum Kind {
    /** The host name that AWS gave a REST API, a target's or another one's. */
    API,
    /** A custom domain name of API Gateway in this account and region. */
    DOMAIN,
    /** A bucket or a function URL. */
    ELSEWHERE,
    /**
     * A host of which cannot be told where it leads: a stranger's, a proxy's, a load balancer's.
     */
    UNKNOWN
  }

  public Destination {
    targets = List.copyOf(targets);
  }

  /** Whether its requests are known to reach a target. */
  public boolean reachesTarget() {
    return !targets.isEmpty();
  }

  static Destination of(Origin origin, List<Target.Stage> targets, List<DomainFacts> domains) {
    Host host = new Host(origin.domain());
    if (origin.s3() || host.answersItself()) {
      return new Destination(Kind.ELSEWHERE, List.of(), "");
    }
    if (host.api().isPresent()) {
      return new Destination(
          Kind.API,
          targets.stream()
              .filter(target -> target.host().equals(host.name()))
              .filter(target -> meet(origin.path(), target.originPath()))
              .toList(),
          "");
    }
    return domains.stream()
        .filter(domain -> host.isOf(domain.name()) || domain.hosts().contains(host.name()))
        .findFirst()
        .map(domain -> through(domain, origin.path(), targets))
        .orElse(new Destination(Kind.UNKNOWN, List.of(), ""));
  }

  private static Destination through(DomainFacts domain, String path, List<Target.Stage> targets) {
    List<Target.Stage> reached = new ArrayList<>();
    for (Target.Stage target : targets) {
      if (domain.routes().stream()
          .anyMatch(route -> route.leadsTo(target) && meet(path, route.basePath()))) {
        reached.add(target);
      }
    }
    return new Destination(Kind.DOMAIN, reached, domain.name());
  }

  private static boolean meet(String path, String basePath) {
    return new PathPrefix(path).meets(new PathPrefix(basePath));
  }
}
