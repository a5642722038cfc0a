package io.originlock.lab.control.cloudfront;

import io.originlock.lab.model.EdgePolicies;
import io.originlock.lab.model.RequestPolicy;
import io.originlock.lab.model.RequestPolicy.Choice;
import io.originlock.lab.model.ResponsePolicy;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Every policy of the account, managed ones among them, by id. */
final class Policies {
  private final Map<String, Policy> byId = new LinkedHashMap<>();

  Policies() {
    ManagedConfigs.all().forEach(this::put);
  }

  void put(Policy policy) {
    byId.put(policy.id(), policy);
  }

  void remove(String id) {
    byId.remove(id);
  }

  Optional<Policy> find(PolicyKind kind, String id) {
    return Optional.ofNullable(byId.get(id)).filter(policy -> policy.kind() == kind);
  }

  Collection<Policy> of(PolicyKind kind) {
    return byId.values().stream().filter(policy -> policy.kind() == kind).toList();
  }

  /** What edges do where behaviours name them. */
  EdgePolicies forEdges() {
    return new EdgePolicies(
        requests(PolicyKind.CACHE),
        requests(PolicyKind.ORIGIN_REQUEST),
        of(PolicyKind.RESPONSE_HEADERS).stream()
            .collect(Collectors.toMap(Policy::id, Policies::response)));
  }

  private Map<String, RequestPolicy> requests(PolicyKind kind) {
    return of(kind).stream().collect(Collectors.toMap(Policy::id, Policies::request));
  }

  private static ResponsePolicy response(Policy policy) {
    Element config = DistributionXml.parse(policy.configXml()).orElseThrow();
    return new ResponsePolicy(
        DistributionXml.at(
                config, "RemoveHeadersConfig", "Items", "ResponseHeadersPolicyRemoveHeader")
            .map(removed -> DistributionXml.text(removed, "Header"))
            .toList(),
        DistributionXml.at(
                config, "CustomHeadersConfig", "Items", "ResponseHeadersPolicyCustomHeader")
            .map(
                added ->
                    new ResponsePolicy.Added(
                        DistributionXml.text(added, "Header"),
                        DistributionXml.text(added, "Value"),
                        DistributionXml.text(added, "Override").equals("true")))
            .toList());
  }

  private static RequestPolicy request(Policy policy) {
    Element config = DistributionXml.parse(policy.configXml()).orElseThrow();
    Element choices =
        DistributionXml.children(config, "ParametersInCacheKeyAndForwardedToOrigin")
            .findFirst()
            .orElse(config);
    return new RequestPolicy(
        choice(choices, "Header", "Headers"),
        choice(choices, "Cookie", "Cookies"),
        choice(choices, "QueryString", "QueryStrings"));
  }

  private static Choice choice(Element choices, String one, String many) {
    String behavior = DistributionXml.text(choices, many + "Config", one + "Behavior");
    Stream<Element> names = DistributionXml.at(choices, many + "Config", many, "Items", "Name");
    return new Choice(
        behavior.isEmpty() ? "none" : behavior, names.map(Node::getTextContent).toList());
  }
}
