package io.originlock.lab.control.cloudfront;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * What a distribution's configuration refers to in other services.
 *
 * @param webAcl its {@code WebACLId}, where there is one
 * @param logBucket the bucket's domain name, where standard logging (v1) is on
 * @param functions the ARNs that its cache behaviours are associated with
 * @param policies the ids that its cache behaviours name, by the name of the element
 */
public record References(
    Optional<String> webAcl,
    Optional<String> logBucket,
    Set<String> functions,
    Map<String, Set<String>> policies) {

  /** Reads a request's body or a stored configuration; malformed XML refers to nothing. */
  public static References in(String xml) {
    return DistributionXml.config(xml)
        .flatMap(DistributionXml::parse)
        .map(References::in)
        .orElse(new References(Optional.empty(), Optional.empty(), Set.of(), Map.of()));
  }

  static References in(Element config) {
    return new References(
        text(config, "WebACLId"),
        text(config, "Logging", "Bucket"),
        values(
            behaviours(config),
            "LambdaFunctionAssociations",
            "Items",
            "LambdaFunctionAssociation",
            "LambdaFunctionARN"),
        Arrays.stream(PolicyKind.values())
            .map(PolicyKind::reference)
            .collect(
                Collectors.toUnmodifiableMap(
                    name -> name, name -> values(behaviours(config), name))));
  }

  /** The ids of the policies of a kind. */
  Set<String> policies(PolicyKind kind) {
    return policies.getOrDefault(kind.reference(), Set.of());
  }

  private static Stream<Element> behaviours(Element config) {
    return Stream.concat(
        DistributionXml.at(config, "DefaultCacheBehavior"),
        DistributionXml.at(config, "CacheBehaviors", "Items", "CacheBehavior"));
  }

  private static Set<String> values(Stream<Element> behaviours, String... path) {
    return behaviours
        .flatMap(behaviour -> DistributionXml.at(behaviour, path))
        .map(element -> element.getTextContent().trim())
        .filter(value -> !value.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<String> text(Element config, String... path) {
    return Optional.of(DistributionXml.text(config, path)).filter(text -> !text.isEmpty());
  }
}
