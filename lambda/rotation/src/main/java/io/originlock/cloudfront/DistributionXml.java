package io.originlock.cloudfront;

import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.survey.Behaviour;
import io.originlock.survey.DistributionFacts;
import io.originlock.survey.EdgeFunction;
import io.originlock.survey.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * A distribution as CloudFront's XML has it. UpdateDistribution replaces the whole configuration,
 * and the SDK's model drops what it does not know, so the XML itself is edited: whatever is not a
 * header of the lock's on a covered origin goes back as it came.
 */
final class DistributionXml {
  /**
   * The most characters that an origin's header names and values may have together. See <a
   * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-custom-headers">the
   * quotas on headers</a>.
   */
  static final int HEADERS_MAX = 10_240;

  private final Member member;
  private final DistributionFacts facts;
  private final Document config;
  private final Map<String, OriginElement> origins = new LinkedHashMap<>();

  /**
   * @param answer the body of GetDistribution's answer
   * @param owned which headers are the lock's, by name in any case
   * @throws LockException if it is not a distribution's XML, or an origin of the lock's is not
   *     there
   */
  DistributionXml(Member member, byte[] answer, Predicate<String> owned) {
    this.member = member;
    Element distribution = parse(answer);
    Element configuration =
        Xml.child(distribution, "DistributionConfig")
            .orElseThrow(() -> unreadable("it has no DistributionConfig"));
    this.facts = new DistributionElements(PolicyBook.CLOSED).facts(distribution, configuration);
    this.config = Xml.detach(configuration);
    Map<String, OriginElement> all = new LinkedHashMap<>();
    DistributionElements.items(config.getDocumentElement(), "Origins", "Origin").stream()
        .map(element -> new OriginElement(element, owned))
        .forEach(origin -> all.put(origin.id(), origin));
    List<String> covered =
        member.origins().isEmpty()
            ? all.keySet().stream().filter(id -> !all.get(id).headers().isEmpty()).toList()
            : member.origins();
    for (String id : covered) {
      OriginElement origin = all.get(id);
      if (origin == null && member.released()) {
        continue;
      }
      if (origin == null) {
        throw new LockException(
            resource(),
            "it has no origin \"" + id + "\"; its origins are " + all.keySet() + ".",
            "Correct the lock's list of distributions, or give the distribution that origin.");
      }
      origins.put(id, origin);
    }
  }

  /** Whether every edge has this configuration. */
  boolean deployed() {
    return facts.deployed();
  }

  /**
   * Whether a behaviour that leads to a covered origin, by itself or in a group, runs a function on
   * what goes there.
   */
  boolean runsFunction() {
    return covered().anyMatch(DistributionXml::runsFunction);
  }

  /** Where requests go that carry a covered origin's headers; nowhere while it is disabled. */
  List<Routes.Origin> leads() {
    return origins.values().stream()
        .filter(origin -> facts.enabled())
        .filter(origin -> facts.behaviours().stream().anyMatch(each -> leadsTo(each, origin.id())))
        .map(OriginElement::route)
        .toList();
  }

  private static boolean runsFunction(Behaviour behaviour) {
    return behaviour.functions().stream()
        .anyMatch(function -> function.event() == EdgeFunction.Event.ORIGIN_REQUEST);
  }

  private Stream<Behaviour> covered() {
    return facts.behaviours().stream()
        .filter(behaviour -> origins.keySet().stream().anyMatch(id -> leadsTo(behaviour, id)));
  }

  /** A target that the configuration does not explain may hold any origin. */
  private boolean leadsTo(Behaviour behaviour, String origin) {
    List<Origin> behind = facts.behind(behaviour);
    return behind.isEmpty() || behind.stream().anyMatch(each -> each.id().equals(origin));
  }

  /** The values of all custom headers, other people's too: any may be a secret. */
  List<String> values() {
    return DistributionElements.items(config.getDocumentElement(), "Origins", "Origin").stream()
        .flatMap(
            origin ->
                DistributionElements.items(origin, "CustomHeaders", "OriginCustomHeader").stream())
        .map(header -> Xml.text(header, "HeaderValue"))
        .toList();
  }

  /** The lock's headers by covered origin. */
  Map<String, List<Header>> headers() {
    return origins.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().headers()));
  }

  /**
   * Makes the lock's headers on every covered origin exactly these.
   *
   * @return whether anything had to be changed
   * @throws LockException if CloudFront would not take an origin's headers
   */
  boolean present(List<Header> headers) {
    boolean changed = false;
    for (OriginElement origin : origins.values()) {
      changed |= origin.present(headers);
      if (origin.headersLength() > HEADERS_MAX) {
        throw new LockException(
            resource() + ", origin \"" + origin.id() + "\"",
            "its custom headers would take "
                + origin.headersLength()
                + " characters, and CloudFront takes "
                + HEADERS_MAX
                + ".",
            "Take a header of your own off that origin.");
      }
    }
    return changed;
  }

  /** The configuration as UpdateDistribution takes it. */
  byte[] config() {
    return Xml.write(config);
  }

  private Element parse(byte[] answer) {
    try {
      return Xml.parse(answer).getDocumentElement();
    } catch (SAXException e) {
      // The parser's message may quote a header: only the fact is passed on.
      throw unreadable("it is not XML");
    }
  }

  private LockException unreadable(String why) {
    return new LockException(
        resource(),
        "cannot read the answer of cloudfront:GetDistribution: " + why + ".",
        "Check AWS_ENDPOINT_URL and what stands between the worker and CloudFront.");
  }

  private String resource() {
    return "CloudFront distribution " + member.id();
  }
}
