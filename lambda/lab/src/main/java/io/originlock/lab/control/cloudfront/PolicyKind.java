package io.originlock.lab.control.cloudfront;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A kind of policy that cache behaviours name by its id. */
enum PolicyKind {
  CACHE("CachePolicy", "cache-policy"),
  ORIGIN_REQUEST("OriginRequestPolicy", "origin-request-policy"),
  RESPONSE_HEADERS("ResponseHeadersPolicy", "response-headers-policy");

  private final String element;
  private final String path;

  PolicyKind(String element, String path) {
    this.element = element;
    this.path = path;
  }

  /** The kind that an operation such as {@code ListCachePolicies} is about. */
  static Optional<PolicyKind> of(String operation) {
    return Arrays.stream(values())
        .filter(
            kind -> operation.contains(kind.element) || operation.equals("List" + kind.plural()))
        .findFirst();
  }

  private String plural() {
    return element.substring(0, element.length() - 1) + "ies";
  }

  /** {@code CachePolicy}, as elements and operations have it. */
  String element() {
    return element;
  }

  /** The element of a cache behaviour that names one. */
  String reference() {
    return element + "Id";
  }

  /** The last part of its path in the API. */
  String path() {
    return path;
  }

  /** {@code cache policy}, as messages have it. */
  String words() {
    return path.replace('-', ' ').toLowerCase(Locale.ROOT);
  }
}
