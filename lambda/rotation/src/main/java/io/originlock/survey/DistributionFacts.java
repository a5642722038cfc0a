package io.originlock.survey;

import java.util.List;
import java.util.Optional;

/**
 * A distribution, ordinary or staging.
 *
 * @param id such as {@code E1A2B3C4D5E6F7}
 * @param domain the name that CloudFront gave it, {@code d111111abcdef8.cloudfront.net}
 * @param aliases its alternate domain names
 * @param enabled whether it answers viewers
 * @param deployed whether every edge has this configuration
 * @param staging whether it is the staging one of a continuous deployment
 * @param continuousDeployment the id of the policy by which another takes a part of its viewers
 * @param behaviours in the order in which their patterns are tried, the default one last
 */
public record DistributionFacts(
    String id,
    String domain,
    List<String> aliases,
    boolean enabled,
    boolean deployed,
    boolean staging,
    Optional<String> continuousDeployment,
    List<Origin> origins,
    List<OriginGroup> groups,
    List<Behaviour> behaviours,
    List<ErrorPage> errorPages,
    Attached attached) {
  public DistributionFacts {
    aliases = List.copyOf(aliases);
    origins = List.copyOf(origins);
    groups = List.copyOf(groups);
    behaviours = List.copyOf(behaviours);
    errorPages = List.copyOf(errorPages);
  }

  /** How findings name it. */
  public String label() {
    return "CloudFront distribution " + id;
  }

  public Optional<Origin> origin(String originId) {
    return origins.stream().filter(origin -> origin.id().equals(originId)).findFirst();
  }

  /** The origins that a behaviour's requests may go to: one, or the members of its group. */
  public List<Origin> behind(Behaviour behaviour) {
    List<String> ids =
        groups.stream()
            .filter(group -> group.id().equals(behaviour.targetId()))
            .findFirst()
            .map(OriginGroup::members)
            .orElse(List.of(behaviour.targetId()));
    return ids.stream().flatMap(id -> origin(id).stream()).toList();
  }

  /** The behaviours whose requests may go to an origin. */
  public List<Behaviour> leadingTo(Origin origin) {
    return behaviours.stream().filter(each -> behind(each).contains(origin)).toList();
  }

  /**
   * The behaviour that takes a request; empty only for a configuration without a default one.
   *
   * @param path with its slash, without a query
   */
  public Optional<Behaviour> behaviour(String path) {
    return behaviours.stream().filter(each -> each.matches(path)).findFirst();
  }
}
