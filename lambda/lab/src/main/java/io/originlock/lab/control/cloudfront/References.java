package io.originlock.lab.control.cloudfront;

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
 */
public record References(
    Optional<String> webAcl, Optional<String> logBucket, Set<String> functions) {

  /** Reads a request's body or a stored configuration; malformed XML refers to nothing. */
  public static References in(String xml) {
    return DistributionXml.config(xml)
        .flatMap(DistributionXml::parse)
        .map(References::in)
        .orElse(new References(Optional.empty(), Optional.empty(), Set.of()));
  }

  static References in(Element config) {
    return new References(
        text(config, "WebACLId"),
        text(config, "Logging", "Bucket"),
        Stream.concat(
                DistributionXml.at(config, "DefaultCacheBehavior"),
                DistributionXml.at(config, "CacheBehaviors", "Items", "CacheBehavior"))
            .flatMap(
                behaviour ->
                    DistributionXml.at(
                        behaviour,
                        "LambdaFunctionAssociations",
                        "Items",
                        "LambdaFunctionAssociation",
                        "LambdaFunctionARN"))
            .map(arn -> arn.getTextContent().trim())
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static Optional<String> text(Element config, String... path) {
    return Optional.of(DistributionXml.text(config, path)).filter(text -> !text.isEmpty());
  }
}
