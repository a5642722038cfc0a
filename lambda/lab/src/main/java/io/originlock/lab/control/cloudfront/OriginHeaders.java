package io.originlock.lab.control.cloudfront;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * CloudFront's rules for origin custom headers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html">Forbidden
 *     headers</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html">Quotas</a>
 */
final class OriginHeaders {
  private static final int MAX_HEADERS = 30;
  private static final int MAX_NAME = 256;
  private static final int MAX_VALUE = 1_783;
  private static final int MAX_TOTAL = 10_240;
  private static final List<String> FORBIDDEN_PREFIXES = List.of("x-amz-", "x-edge-");
  private static final Set<String> FORBIDDEN =
      Set.of(
          "cache-control",
          "connection",
          "content-length",
          "cookie",
          "host",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "max-forwards",
          "pragma",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "range",
          "request-range",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via",
          "x-real-ip");

  private OriginHeaders() {}

  /** An error code and a message, where a configuration breaks a rule. */
  record Refusal(String code, String message) {}

  /** Why CloudFront refuses the headers of a configuration, if it does. */
  static Optional<Refusal> check(Element config) {
    return DistributionXml.at(config, "Origins", "Items", "Origin")
        .flatMap(origin -> checkOrigin(origin).stream())
        .findFirst();
  }

  private static Optional<Refusal> checkOrigin(Element origin) {
    List<Element> headers =
        DistributionXml.at(origin, "CustomHeaders", "Items", "OriginCustomHeader").toList();
    if (headers.size() > MAX_HEADERS) {
      return Optional.of(
          new Refusal(
              "TooManyOriginCustomHeaders",
              "Your request contains too many origin custom headers: " + headers.size() + "."));
    }
    int total =
        headers.stream()
            .mapToInt(
                header ->
                    DistributionXml.text(header, "HeaderName").length()
                        + DistributionXml.text(header, "HeaderValue").length())
            .sum();
    if (total > MAX_TOTAL) {
      return Optional.of(
          new Refusal(
              "InvalidArgument",
              "The origin custom headers are longer than " + MAX_TOTAL + " characters in all."));
    }
    return headers.stream().flatMap(header -> checkHeader(header).stream()).findFirst();
  }

  private static Optional<Refusal> checkHeader(Element header) {
    String name = DistributionXml.text(header, "HeaderName");
    String lower = name.toLowerCase(Locale.ROOT);
    if (FORBIDDEN.contains(lower) || FORBIDDEN_PREFIXES.stream().anyMatch(lower::startsWith)) {
      return Optional.of(
          new Refusal(
              "InvalidArgument", "The parameter HeaderName : " + name + " is not allowed."));
    }
    if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1," + MAX_NAME + "}")) {
      return Optional.of(
          new Refusal(
              "InvalidArgument",
              "The parameter HeaderName is no header name of 1 to 256 letters."));
    }
    if (DistributionXml.text(header, "HeaderValue").length() > MAX_VALUE) {
      return Optional.of(
          new Refusal(
              "InvalidArgument",
              "The parameter HeaderValue of " + name + " is longer than " + MAX_VALUE + "."));
    }
    return Optional.empty();
  }
}
