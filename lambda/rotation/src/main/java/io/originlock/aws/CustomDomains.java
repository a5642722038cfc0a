package io.originlock.aws;

import io.originlock.survey.DomainFacts.By;
import io.originlock.survey.DomainFacts.Mode;
import io.originlock.survey.DomainFacts.Route;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.BasePathMapping;
import software.amazon.awssdk.services.apigateway.model.DomainName;
import software.amazon.awssdk.services.apigateway.model.RoutingMode;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.RoutingRule;
import software.amazon.awssdk.services.apigatewayv2.model.RoutingRuleActionInvokeApi;

/**
 * Reads the account's custom domain names of API Gateway, and where they lead. See <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-mode.html">Routing
 * modes</a>.
 */
public final class CustomDomains {
  private final ApiGatewayClient apiGateway;
  private final ApiGatewayV2Client rules;

  public CustomDomains(ApiGatewayClient apiGateway, ApiGatewayV2Client rules) {
    this.apiGateway = apiGateway;
    this.rules = rules;
  }

  /**
   * @throws LockException if AWS fails
   */
  public List<DomainName> read() {
    try {
      List<DomainName> all = apiGateway.getDomainNamesPaginator().items().stream().toList();
      all.forEach(
          each ->
              Answers.part(
                  each.domainName(), "Domain names", "apigateway:GetDomainNames", "a name"));
      return all;
    } catch (SdkException e) {
      throw AwsFailures.of("Domain names", "apigateway:GET /domainnames", e);
    }
  }

  /** By what a domain is routed; by mappings where AWS does not say. */
  public static Mode mode(DomainName domain) {
    return domain.routingMode() == RoutingMode.ROUTING_RULE_ONLY
        ? Mode.RULES
        : domain.routingMode() == RoutingMode.ROUTING_RULE_THEN_BASE_PATH_MAPPING
            ? Mode.RULES_THEN_MAPPINGS
            : Mode.MAPPINGS;
  }

  /**
   * Reads where its routing rules lead; nowhere, without a call, where its mode uses none.
   *
   * @throws LockException if AWS fails
   */
  public List<Route> byRules(DomainName domain) {
    if (mode(domain) == Mode.MAPPINGS) {
      return List.of();
    }
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

  /**
   * Reads where its base path mappings lead; nowhere, without a call, where its mode uses none.
   *
   * @throws LockException if AWS fails
   */
  public List<Route> byMappings(DomainName domain) {
    if (mode(domain) == Mode.RULES) {
      return List.of();
    }
    String name = domain.domainName();
    try {
      return apiGateway
          .getBasePathMappingsPaginator(
              // Of private domains several may have one name.
              request -> request.domainName(name).domainNameId(domain.domainNameId()))
          .items()
          .stream()
          .map(CustomDomains::route)
          .toList();
    } catch (SdkException e) {
      throw AwsFailures.of(
          "Domain name " + name, "apigateway:GET /domainnames/" + name + "/basepathmappings", e);
    }
  }

  private static Route route(BasePathMapping mapping) {
    return new Route(
        By.MAPPING,
        mapping.basePath() == null || mapping.basePath().equals("(none)") ? "" : mapping.basePath(),
        Optional.ofNullable(mapping.restApiId()).orElse(""),
        Optional.ofNullable(mapping.stage()),
        false);
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
    return rule.actions().stream()
        .flatMap(action -> Stream.ofNullable(action.invokeApi()))
        .flatMap(
            action ->
                (paths.isEmpty() ? List.of("") : paths)
                    .stream().map(path -> route(action, path, wantsHeader)))
        .toList();
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
