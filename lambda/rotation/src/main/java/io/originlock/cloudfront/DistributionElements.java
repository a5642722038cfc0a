package io.originlock.cloudfront;

import io.originlock.survey.Attached;
import io.originlock.survey.DistributionFacts;
import io.originlock.survey.ErrorPage;
import io.originlock.survey.HeaderNames;
import io.originlock.survey.Origin;
import io.originlock.survey.OriginGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/** Reads the facts of a distribution from CloudFront's XML. */
final class DistributionElements {
  /**
   * How long edges keep an error of which nothing is said; see <a
   * href="https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CustomErrorResponse.html">CustomErrorResponse</a>.
   */
  private static final long ERROR_SECONDS = 10;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final BehaviourElements behaviours;

  /**
   * @param policies what behaviours refer to
   */
  DistributionElements(PolicyBook policies) {
    this.behaviours = new BehaviourElements(policies);
  }

  /**
   * The facts.
   *
   * @param about has id, status and domain name
   * @param config a {@code DistributionConfig}; a {@code DistributionSummary} is both
   */
  DistributionFacts facts(Element about, Element config) {
    return new DistributionFacts(
        Xml.text(about, "Id"),
        Xml.text(about, "DomainName"),
        texts(config, "Aliases", "CNAME"),
        !Xml.text(config, "Enabled").equals("false"),
        Xml.text(about, "Status").equals("Deployed"),
        Xml.text(config, "Staging").equals("true"),
        some(config, "ContinuousDeploymentPolicyId"),
        items(config, "Origins", "Origin").stream().map(DistributionElements::origin).toList(),
        items(config, "OriginGroups", "OriginGroup").stream()
            .map(DistributionElements::group)
            .toList(),
        behaviours.of(config),
        items(config, "CustomErrorResponses", "CustomErrorResponse").stream()
            .map(DistributionElements::errorPage)
            .toList(),
        attached(config));
  }

  private static Origin origin(Element element) {
    return new Origin(
        Xml.text(element, "Id"),
        Xml.text(element, "DomainName"),
        Xml.text(element, "OriginPath"),
        protocol(element),
        HeaderNames.of(
            items(element, "CustomHeaders", "OriginCustomHeader").stream()
                .map(header -> Xml.text(header, "HeaderName"))
                .toList()));
  }

  private static Origin.Protocol protocol(Element origin) {
    if (Xml.child(origin, "S3OriginConfig").isPresent()) {
      return Origin.Protocol.S3;
    }
    if (Xml.child(origin, "VpcOriginConfig").isPresent()) {
      return Origin.Protocol.VPC;
    }
    String policy =
        Xml.child(origin, "CustomOriginConfig")
            .map(custom -> Xml.text(custom, "OriginProtocolPolicy"))
            .orElse("");
    return switch (policy) {
      case "https-only" -> Origin.Protocol.HTTPS_ONLY;
      case "http-only" -> Origin.Protocol.HTTP_ONLY;
      default -> Origin.Protocol.MATCH_VIEWER;
    };
  }

  private static OriginGroup group(Element element) {
    return new OriginGroup(
        Xml.text(element, "Id"),
        items(element, "Members", "OriginGroupMember").stream()
            .map(member -> Xml.text(member, "OriginId"))
            .toList(),
        Xml.child(element, "FailoverCriteria")
            .map(criteria -> texts(criteria, "StatusCodes", "StatusCode"))
            .orElse(List.of())
            .stream()
            .flatMap(code -> number(code).stream())
            .map(Long::intValue)
            .toList());
  }

  private static ErrorPage errorPage(Element element) {
    return new ErrorPage(
        number(Xml.text(element, "ErrorCode")).map(Long::intValue).orElse(0),
        number(Xml.text(element, "ResponseCode")).map(Long::intValue),
        some(element, "ResponsePagePath"),
        number(Xml.text(element, "ErrorCachingMinTTL")).orElse(ERROR_SECONDS));
  }

  private static Attached attached(Element config) {
    Optional<Element> certificate = Xml.child(config, "ViewerCertificate");
    return new Attached(
        some(config, "WebACLId"),
        Xml.child(config, "Logging")
            .filter(logging -> Xml.text(logging, "Enabled").equals("true"))
            .flatMap(logging -> some(logging, "Bucket")),
        certificate
            .flatMap(viewer -> some(viewer, "ACMCertificateArn"))
            .or(() -> certificate.flatMap(viewer -> some(viewer, "IAMCertificateId"))));
  }

  /** The items of one of CloudFront's lists: {@code <Aliases><Items><CNAME>}. */
  static List<Element> items(Element parent, String list, String item) {
    return Xml.child(parent, list).map(found -> items(found, item)).orElse(List.of());
  }

  /** The items of such a list itself. */
  static List<Element> items(Element list, String item) {
    return Xml.child(list, "Items").map(items -> Xml.children(items, item)).orElse(List.of());
  }

  static List<String> texts(Element parent, String list, String item) {
    List<String> texts = new ArrayList<>();
    items(parent, list, item).forEach(element -> texts.add(element.getTextContent()));
    return texts;
  }

  /** A text that is there and not empty. */
  static Optional<String> some(Element parent, String localName) {
    return Optional.of(Xml.text(parent, localName)).filter(text -> !text.isEmpty());
  }

  static Optional<Long> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
