package io.originlock.apigateway;

import io.originlock.aws.CustomDomains;
import io.originlock.aws.Looks;
import io.originlock.survey.DomainFacts;
import io.originlock.survey.DomainFacts.Route;
import io.originlock.survey.EndpointType;
import io.originlock.survey.Unread.Part;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.apigateway.model.DomainName;

/** Surveys custom domain names; of one whose routes fail to be read, what else there is. */
final class DomainReader {
  private final CustomDomains domains;
  private final Looks looks;

  DomainReader(CustomDomains domains, Looks looks) {
    this.domains = domains;
    this.looks = looks;
  }

  /**
   * @param apis of routes to others nothing is said
   */
  List<DomainFacts> of(Collection<String> apis) {
    return looks.at(Part.DOMAINS, "custom domain names", domains::read).orElse(List.of()).stream()
        .map(domain -> facts(domain, apis))
        .toList();
  }

  private DomainFacts facts(DomainName domain, Collection<String> apis) {
    return new DomainFacts(
        domain.domainName(),
        Stream.of(domain.regionalDomainName(), domain.distributionDomainName())
            .flatMap(Stream::ofNullable)
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()),
        endpoint(domain),
        CustomDomains.mode(domain),
        domain.mutualTlsAuthentication() != null
            && domain.mutualTlsAuthentication().truststoreUri() != null,
        Stream.concat(look(domain, domains::byRules), look(domain, domains::byMappings))
            .filter(route -> apis.contains(route.restApiId()))
            .toList());
  }

  private Stream<Route> look(DomainName domain, Function<DomainName, List<Route>> routes) {
    return looks
        .at(Part.DOMAINS, "domain " + domain.domainName(), () -> routes.apply(domain))
        .stream()
        .flatMap(List::stream);
  }

  private static EndpointType endpoint(DomainName domain) {
    return domain.endpointConfiguration() == null
        ? EndpointType.EDGE
        : Apis.types(domain.endpointConfiguration()).stream().findFirst().orElse(EndpointType.EDGE);
  }
}
