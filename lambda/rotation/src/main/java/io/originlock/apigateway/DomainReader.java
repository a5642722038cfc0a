package io.originlock.apigateway;

import io.originlock.aws.AwsFailures;
import io.originlock.aws.CustomDomains;
import io.originlock.aws.Looks;
import io.originlock.survey.DomainFacts;
import io.originlock.survey.DomainFacts.By;
import io.originlock.survey.DomainFacts.Mode;
import io.originlock.survey.DomainFacts.Route;
import io.originlock.survey.EndpointType;
import io.originlock.survey.Unread.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.model.BasePathMapping;
import software.amazon.awssdk.services.apigateway.model.DomainName;
import software.amazon.awssdk.services.apigateway.model.RoutingMode;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.RoutingRule;
import software.amazon.awssdk.services.apigatewayv2.model.RoutingRuleActionInvokeApi;

/**
 * Reads custom domain names and where they lead. See <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-mode.html">Routing
 * modes</a>.
 */
final class DomainReader {
  private final CustomDomains domains;
  private final ApiGatewayV2Client rules;
  private final Looks looks;

  DomainReader(CustomDomains domains, ApiGatewayV2Client rules, Looks looks) {
    this.domains = domains;
    this.rules = rules;
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
    Mode mode = mode(domain.routingMode());
    List<Route> routes = new ArrayList<>();
    if (mode != Mode.MAPPINGS) {
      routes.addAll(look(domain, () -> byRules(domain)));
    }
    if (mode != Mode.RULES) {
      routes.addAll(look(domain, () -> byMappings(domain)));
    }
    return new DomainFacts(
        domain.domainName(),
        Stream.of(domain.regionalDomainName(), domain.distributionDomainName())
            .flatMap(Stream::ofNullable)
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()),
        endpoint(domain),
        mode,
        domain.mutualTlsAuthentication() != null
            && domain.mutualTlsAuthentication().truststoreUri() != null,
        routes.stream().filter(route -> apis.contains(route.restApiId())).toList());
  }

  private List<Route> look(DomainName domain, Supplier<List<Route>> routes) {
    return looks.at(Part.DOMAINS, "domain " + domain.domainName(), routes).orElse(List.of());
  }

  private static EndpointType endpoint(DomainName domain) {
    return domain.endpointConfiguration() == null
        ? EndpointType.EDGE
        : Apis.types(domain.endpointConfiguration()).stream().findFirst().orElse(EndpointType.EDGE);
  }

  private static Mode mode(RoutingMode told) {
    return told == RoutingMode.ROUTING_RULE_ONLY
        ? Mode.RULES
        : told == RoutingMode.ROUTING_RULE_THEN_BASE_PATH_MAPPING
            ? Mode.RULES_THEN_MAPPINGS
            : Mode.MAPPINGS;
  }

  private List<Route> byMappings(DomainName domain) {
    return domains.mappings(domain).stream().map(DomainReader::route).toList();
  }

  private static Route route(BasePathMapping mapping) {
    return new Route(
        By.MAPPING,
        CustomDomains.basePath(mapping),
        Optional.ofNullable(mapping.restApiId()).orElse(""),
        Optional.ofNullable(mapping.stage()),
        false);
  }

  private List<Route> byRules(DomainName domain) {
    try {
      return rules
          .listRoutingRulesPaginator(
              request ->
                  request.domainName(domain.domainName()).domainNameId(domain.domainNameId()))
          .routingRules()
          .stream()
          .flatMap(rule -> routes(rule).stream())
          .toList();
    } catch (SdkException e) {
      throw AwsFailures.of("Domain " + domain.domainName(), "apigateway:ListRoutingRules", e);
    }
  }

  /** A rule takes a request that meets all its conditions, each by any of its values. */
  private static List<Route> routes(RoutingRule rule) {
    boolean wantsHeader =
        rule.conditions().stream().anyMatch(condition -> condition.matchHeaders() != null);
    List<String> paths =
        rule.conditions().stream()
            .filter(condition -> condition.matchBasePaths() != null)
            .flatMap(condition -> condition.matchBasePaths().anyOf().stream())
            .toList();
    List<Route> routes = new ArrayList<>();
    rule.actions().stream()
        .flatMap(action -> Stream.ofNullable(action.invokeApi()))
        .forEach(
            action ->
                (paths.isEmpty() ? List.of("") : paths)
                    .forEach(path -> routes.add(route(action, path, wantsHeader))));
    return routes;
  }

  private static Route route(RoutingRuleActionInvokeApi action, String path, boolean wantsHeader) {
    return new Route(
        By.RULE,
        path.replaceAll("^/+|/+$", ""),
        Optional.ofNullable(action.apiId()).orElse(""),
        Optional.ofNullable(action.stage()),
        wantsHeader);
  }
}
