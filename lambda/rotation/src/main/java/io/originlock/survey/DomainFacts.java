package io.originlock.survey;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A custom domain name of API Gateway in this account and region.
 *
 * @param name such as {@code api.example.com}, or {@code *.example.com}
 * @param hosts the names in DNS that AWS gave it, in lower case
 * @param endpoint its type of endpoint
 * @param mode by what it is routed
 * @param mutualTls whether it wants certificates of clients
 * @param routes where it leads, of the surveyed APIs alone; none for a domain of others
 */
public record DomainFacts(
    String name,
    Set<String> hosts,
    EndpointType endpoint,
    Mode mode,
    boolean mutualTls,
    List<Route> routes) {
  public DomainFacts {
    hosts = Set.copyOf(hosts);
    routes = List.copyOf(routes);
  }

  /** How findings name it. */
  public String label() {
    return "domain " + name;
  }

  /** {@code RoutingMode}. */
  public enum Mode {
    MAPPINGS,
    RULES,
    /** Rules, and mappings for what no rule takes. */
    RULES_THEN_MAPPINGS
  }

  /** What says where a request goes. */
  public enum By {
    MAPPING,
    RULE
  }

  /**
   * One way to an API.
   *
   * @param by a base path mapping or a routing rule
   * @param basePath without slashes at its ends; empty for all paths
   * @param restApiId the API's id
   * @param stage empty where the request's path names it
   * @param wantsHeader whether it takes requests with certain headers alone
   */
  public record Route(
      By by, String basePath, String restApiId, Optional<String> stage, boolean wantsHeader) {

    /** Whether it may lead to this stage. */
    public boolean leadsTo(Target.Stage target) {
      return restApiId.equals(target.restApiId())
          && stage.filter(name -> !name.equals(target.stage())).isEmpty();
    }
  }
}
