package io.originlock.cloudfront;

import io.originlock.cloudfront.PolicyBook.CachePolicy;
import io.originlock.survey.Behaviour;
import io.originlock.survey.Behaviour.Policies;
import io.originlock.survey.Behaviour.Viewers;
import io.originlock.survey.Caching;
import io.originlock.survey.EdgeFunction;
import io.originlock.survey.Forwarding;
import io.originlock.survey.Selection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/** Reads cache behaviours from CloudFront's XML, with what their policies say. */
final class BehaviourElements {
  private static final String DEFAULT_PATTERN = "*";

  /**
   * What holds where {@code ForwardedValues} come without them; see <a
   * href="https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html">CacheBehavior</a>.
   */
  private static final long DEFAULT_TTL = 86_400;

  private static final long MAX_TTL = 31_536_000;

  private final PolicyBook policies;

  BehaviourElements(PolicyBook policies) {
    this.policies = policies;
  }

  /** The behaviours of a configuration, the default one last. */
  List<Behaviour> of(Element config) {
    List<Behaviour> all = new ArrayList<>();
    DistributionElements.items(config, "CacheBehaviors", "CacheBehavior")
        .forEach(each -> all.add(behaviour(Xml.text(each, "PathPattern"), each)));
    Xml.child(config, "DefaultCacheBehavior")
        .ifPresent(each -> all.add(behaviour(DEFAULT_PATTERN, each)));
    return all;
  }

  private Behaviour behaviour(String pattern, Element element) {
    Policies named =
        new Policies(
            DistributionElements.some(element, "CachePolicyId"),
            DistributionElements.some(element, "OriginRequestPolicyId"),
            DistributionElements.some(element, "ResponseHeadersPolicyId"),
            DistributionElements.some(element, "RealtimeLogConfigArn"));
    Legacy legacy = new Legacy(element);
    Optional<CachePolicy> cache = named.cache().flatMap(policies::cache);
    return new Behaviour(
        pattern,
        Xml.text(element, "TargetOriginId"),
        viewers(Xml.text(element, "ViewerProtocolPolicy")),
        enabled(element, "TrustedSigners") || enabled(element, "TrustedKeyGroups"),
        methods(element),
        functions(element),
        named,
        named.cache().isPresent()
            ? cache.flatMap(policy -> forwarding(policy, named.originRequest()))
            : Optional.of(legacy.forwarding()),
        named.cache().isPresent()
            ? cache.map(CachePolicy::caching)
            : Optional.of(legacy.caching()));
  }

  /** What one or the other policy sends on; empty if one of them is not known. */
  private Optional<Forwarding> forwarding(CachePolicy cache, Optional<String> originRequest) {
    if (originRequest.isEmpty()) {
      return Optional.of(cache.forwarding());
    }
    return policies
        .originRequest(originRequest.get())
        .map(
            more ->
                new Forwarding(
                    more.headers().or(cache.forwarding().headers()),
                    more.query().or(cache.forwarding().query())));
  }

  private static Viewers viewers(String policy) {
    return switch (policy) {
      case "https-only" -> Viewers.HTTPS_ONLY;
      case "redirect-to-https" -> Viewers.REDIRECT_TO_HTTPS;
      default -> Viewers.ALLOW_ALL;
    };
  }

  private static boolean enabled(Element element, String list) {
    return Xml.child(element, list)
        .filter(found -> Xml.text(found, "Enabled").equals("true"))
        .isPresent();
  }

  private static Set<String> methods(Element element) {
    Set<String> methods =
        new HashSet<>(DistributionElements.texts(element, "AllowedMethods", "Method"));
    return methods.isEmpty() ? Set.of("GET", "HEAD") : methods;
  }

  private static List<EdgeFunction> functions(Element element) {
    List<EdgeFunction> functions = new ArrayList<>();
    DistributionElements.items(element, "LambdaFunctionAssociations", "LambdaFunctionAssociation")
        .forEach(
            each ->
                function(each, "LambdaFunctionARN", EdgeFunction.Kind.LAMBDA_AT_EDGE)
                    .ifPresent(functions::add));
    DistributionElements.items(element, "FunctionAssociations", "FunctionAssociation")
        .forEach(
            each ->
                function(each, "FunctionARN", EdgeFunction.Kind.CLOUDFRONT_FUNCTION)
                    .ifPresent(functions::add));
    return functions;
  }

  private static Optional<EdgeFunction> function(
      Element element, String arn, EdgeFunction.Kind kind) {
    String type = Xml.text(element, "EventType").toUpperCase(Locale.ROOT).replace('-', '_');
    return List.of(EdgeFunction.Event.values()).stream()
        .filter(event -> event.name().equals(type))
        .findFirst()
        .map(event -> new EdgeFunction(Xml.text(element, arn), event, kind));
  }

  /** {@code ForwardedValues} and the times beside them. */
  private record Legacy(Element behaviour) {

    Forwarding forwarding() {
      return new Forwarding(headers(), query() ? Selection.ALL : Selection.NONE);
    }

    Caching caching() {
      List<String> keys =
          values()
              .map(each -> DistributionElements.texts(each, "QueryStringCacheKeys", "Name"))
              .orElse(List.of());
      Selection all = query() ? Selection.ALL : Selection.NONE;
      return new Caching(
          seconds("MinTTL", 0),
          seconds("DefaultTTL", DEFAULT_TTL),
          seconds("MaxTTL", MAX_TTL),
          headers(),
          query() && !keys.isEmpty() ? Selection.only(keys) : all);
    }

    private long seconds(String name, long usual) {
      return DistributionElements.number(Xml.text(behaviour, name)).orElse(usual);
    }

    private Optional<Element> values() {
      return Xml.child(behaviour, "ForwardedValues");
    }

    private boolean query() {
      return values().filter(each -> Xml.text(each, "QueryString").equals("true")).isPresent();
    }

    private Selection headers() {
      List<String> names =
          values()
              .map(each -> DistributionElements.texts(each, "Headers", "Name"))
              .orElse(List.of());
      return names.contains("*") ? Selection.ALL : Selection.only(names);
    }
  }
}
