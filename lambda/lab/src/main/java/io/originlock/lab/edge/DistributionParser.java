package io.originlock.lab.edge;

import io.originlock.lab.LabException;
import io.originlock.lab.edge.DistributionConfig.Behaviour;
import io.originlock.lab.edge.DistributionConfig.ErrorPage;
import io.originlock.lab.edge.DistributionConfig.Origin;
import io.originlock.lab.edge.DistributionConfig.Target;
import io.originlock.lab.model.EdgePolicies;
import io.originlock.lab.model.RequestPolicy;
import io.originlock.lab.model.RequestPolicy.Choice;
import io.originlock.lab.model.ResponsePolicy;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads CloudFront's {@code DistributionConfig} element; what edges don't act on is left out. */
final class DistributionParser {

  private static final Set<String> DEFAULT_METHODS = Set.of("GET", "HEAD");
  private static final Pattern EVERY_PATH = Pattern.compile(".*", Pattern.DOTALL);

  private final EdgePolicies policies;

  private DistributionParser(EdgePolicies policies) {
    this.policies = policies;
  }

  /**
   * Reads a configuration.
   *
   * @param policies those that its behaviours may name
   */
  static DistributionConfig parse(String xml, EdgePolicies policies) {
    return new DistributionParser(policies).parse(xml);
  }

  private DistributionConfig parse(String xml) {
    Element root = root(xml);
    Map<String, Origin> origins = new LinkedHashMap<>();
    items(root, "Origins", "Origin")
        .map(DistributionParser::origin)
        .forEach(origin -> origins.put(origin.id(), origin));
    Map<String, Target> groups =
        items(root, "OriginGroups", "OriginGroup")
            .collect(Collectors.toMap(group -> text(group, "Id"), DistributionParser::group));
    List<Behaviour> behaviours = new ArrayList<>();
    items(root, "CacheBehaviors", "CacheBehavior")
        .forEach(b -> behaviours.add(behaviour(b, glob(text(b, "PathPattern")), groups)));
    behaviours.add(
        behaviour(child(root, "DefaultCacheBehavior").orElseThrow(), EVERY_PATH, groups));
    return new DistributionConfig(
        Boolean.parseBoolean(text(root, "Enabled")),
        items(root, "Aliases", "CNAME").map(Node::getTextContent).collect(Collectors.toSet()),
        Map.copyOf(origins),
        List.copyOf(behaviours),
        items(root, "CustomErrorResponses", "CustomErrorResponse")
            .map(DistributionParser::errorPage)
            .toList());
  }

  private static Element root(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(xml)))
          .getDocumentElement();
    } catch (SAXException | IOException | ParserConfigurationException malformed) {
      throw new IllegalArgumentException("not a DistributionConfig", malformed);
    }
  }

  private static Origin origin(Element origin) {
    Map<String, String> headers = new LinkedHashMap<>();
    items(origin, "CustomHeaders", "OriginCustomHeader")
        .forEach(h -> headers.put(text(h, "HeaderName"), text(h, "HeaderValue")));
    return new Origin(
        text(origin, "Id"), text(origin, "DomainName"), text(origin, "OriginPath"), headers);
  }

  private Behaviour behaviour(Element behaviour, Pattern path, Map<String, Target> groups) {
    String target = text(behaviour, "TargetOriginId");
    Set<String> methods =
        items(behaviour, "AllowedMethods", "Method")
            .map(Node::getTextContent)
            .collect(Collectors.toCollection(HashSet::new));
    return new Behaviour(
        path,
        groups.getOrDefault(target, Target.of(target)),
        methods.isEmpty() ? DEFAULT_METHODS : methods,
        forwarding(behaviour),
        policy(behaviour, "ResponseHeadersPolicyId", policies.responseHeaders())
            .orElse(ResponsePolicy.none()),
        key(behaviour),
        items(behaviour, "LambdaFunctionAssociations", "LambdaFunctionAssociation")
            .filter(association -> text(association, "EventType").equals("origin-request"))
            .map(association -> text(association, "LambdaFunctionARN"))
            .findFirst());
  }

  private Forwarding forwarding(Element behaviour) {
    Optional<Element> legacy = child(behaviour, "ForwardedValues");
    List<RequestPolicy> sent =
        Stream.of(
                legacy.map(DistributionParser::forwardedValues),
                policy(behaviour, "CachePolicyId", policies.cache()),
                policy(behaviour, "OriginRequestPolicyId", policies.originRequest()))
            .flatMap(Optional::stream)
            .toList();
    return new Forwarding(sent, legacy.isPresent());
  }

  /** What is in the key of a cache is in the cache policy, or in the legacy settings. */
  private Forwarding key(Element behaviour) {
    return new Forwarding(
        Stream.of(
                child(behaviour, "ForwardedValues").map(DistributionParser::forwardedValues),
                policy(behaviour, "CachePolicyId", policies.cache()))
            .flatMap(Optional::stream)
            .toList(),
        false);
  }

  private static Target group(Element group) {
    return new Target(
        items(group, "Members", "OriginGroupMember")
            .map(member -> text(member, "OriginId"))
            .toList(),
        child(group, "FailoverCriteria").stream()
            .flatMap(criteria -> items(criteria, "StatusCodes", "StatusCode"))
            .map(code -> Integer.valueOf(code.getTextContent().strip()))
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static <T> Optional<T> policy(Element behaviour, String element, Map<String, T> known) {
    String id = text(behaviour, element);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    if (!known.containsKey(id)) {
      throw new LabException(id, "find it for its " + element, "Push it with the distribution.");
    }
    return Optional.of(known.get(id));
  }

  private static RequestPolicy forwardedValues(Element values) {
    List<String> headers = items(values, "Headers", "Name").map(Node::getTextContent).toList();
    Element cookies = child(values, "Cookies").orElse(values);
    return new RequestPolicy(
        headers.contains("*") ? new Choice("all", List.of()) : new Choice("whitelist", headers),
        new Choice(
            text(cookies, "Forward").isEmpty() ? "none" : text(cookies, "Forward"),
            items(cookies, "WhitelistedNames", "Name").map(Node::getTextContent).toList()),
        new Choice(Boolean.parseBoolean(text(values, "QueryString")) ? "all" : "none", List.of()));
  }

  private static ErrorPage errorPage(Element page) {
    String status = text(page, "ResponseCode");
    String path = text(page, "ResponsePagePath");
    String least = text(page, "ErrorCachingMinTTL");
    return new ErrorPage(
        Integer.parseInt(text(page, "ErrorCode")),
        status.isEmpty() ? null : Integer.valueOf(status),
        path.isEmpty() ? null : path,
        Optional.of(least)
            .filter(seconds -> !seconds.isEmpty())
            .map(Long::valueOf)
            .map(Duration::ofSeconds));
  }

  /** CloudFront's path patterns: {@code *} and {@code ?}, with or without the leading slash. */
  private static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder(pattern.startsWith("/") ? "" : "/");
    pattern
        .chars()
        .forEach(
            c -> {
              switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf((char) c)));
              }
            });
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static Stream<Element> items(Element parent, String list, String item) {
    return child(parent, list).stream()
        .flatMap(l -> child(l, "Items").stream())
        .flatMap(DistributionParser::children)
        .filter(e -> e.getLocalName().equals(item));
  }

  private static Optional<Element> child(Element parent, String name) {
    return children(parent).filter(e -> e.getLocalName().equals(name)).findFirst();
  }

  private static Stream<Element> children(Element parent) {
    Stream.Builder<Element> all = Stream.builder();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        all.add(element);
      }
    }
    return all.build();
  }

  private static String text(Element parent, String name) {
    return child(parent, name).map(e -> e.getTextContent().strip()).orElse("");
  }
}
