package io.originlock.cloudfront;

import io.originlock.aws.ApiStage;
import io.originlock.aws.CustomDomains;
import io.originlock.survey.DomainFacts.Route;
import io.originlock.survey.Host;
import io.originlock.survey.PathPrefix;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.apigateway.model.DomainName;

/**
 * Which of a lock's stages an origin may lead to, by its host and path. A host of which that cannot
 * be told, a proxy's for one, counts as leading to all of them.
 */
public final class Routes {
  private final List<ApiStage> stages;
  private final CustomDomains domains;

  /**
   * @param stages the lock's, listed and released
   */
  public Routes(List<ApiStage> stages, CustomDomains domains) {
    this.stages = List.copyOf(stages);
    this.domains = domains;
  }

  /**
   * Where an origin sends requests.
   *
   * @param host its domain name
   * @param path what it puts before a request's path: empty, or with a slash before it
   */
  record Origin(String host, String path) {}

  /** Where an origin may lead of which nothing is known. */
  List<ApiStage> anywhere() {
    return stages;
  }

  /**
   * @throws LockException if AWS fails: it may lead {@link #anywhere}
   */
  List<ApiStage> behind(Origin origin) {
    Host host = new Host(origin.host());
    if (host.answersItself()) {
      return List.of();
    }
    Optional<String> api = host.api();
    if (api.isPresent()) {
      return some(api.get(), first(origin.path()));
    }
    return routed(host, origin.path()).orElse(stages);
  }

  /** By the routes of the custom domain of this host; empty if it is not one's. */
  private Optional<List<ApiStage>> routed(Host host, String path) {
    List<DomainName> all = domains.read().stream().filter(each -> isOf(each, host)).toList();
    List<DomainName> named =
        all.stream().filter(each -> !each.domainName().startsWith("*.")).toList();
    // A wildcard takes what no domain is named for; of private domains several may have one name.
    List<DomainName> taking = named.isEmpty() ? all : named;
    return taking.isEmpty()
        ? Optional.empty()
        : Optional.of(
            taking.stream()
                .flatMap(this::routes)
                .filter(route -> meet(path, route.basePath()))
                .flatMap(route -> some(route.restApiId(), route.stage()).stream())
                .distinct()
                .toList());
  }

  private Stream<Route> routes(DomainName domain) {
    return Stream.concat(domains.byRules(domain).stream(), domains.byMappings(domain).stream());
  }

  private static boolean isOf(DomainName domain, Host host) {
    return host.isOf(domain.domainName())
        || host.name().equals(domain.regionalDomainName())
        || host.name().equals(domain.distributionDomainName());
  }

  /** Whether a request below that path may be one below this base path. */
  private static boolean meet(String path, String basePath) {
    return new PathPrefix(path).meets(new PathPrefix(basePath));
  }

  /** The stage that a path names first; empty where the request names it. */
  private static Optional<String> first(String path) {
    String plain = new PathPrefix(path).path().substring(1);
    return plain.isEmpty() ? Optional.empty() : Optional.of(plain.substring(0, plain.indexOf('/')));
  }

  private List<ApiStage> some(String api, Optional<String> name) {
    return stages.stream()
        .filter(stage -> stage.restApiId().equals(api))
        .filter(stage -> name.filter(each -> !each.equals(stage.stage())).isEmpty())
        .toList();
  }
}
