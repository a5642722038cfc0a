package io.originlock.cloudfront;

import io.originlock.engine.Header;
import io.originlock.engine.LockException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What CloudFront allows as an origin custom header, so that a header it would refuse is refused
 * before anything has been changed. See <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html">Add
 * custom headers to origin requests</a> and <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-custom-headers">the
 * quotas on headers</a>. How many headers an origin may have is a quota that can be raised, so only
 * CloudFront can say.
 */
public final class OriginHeaderRules {
  static final int NAME_MAX = 256;
  static final int VALUE_MAX = 1783;

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");
  private static final Pattern PRINTABLE =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");
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

  private OriginHeaderRules() {}

  /**
   * Whether CloudFront can be made to send a header of this name.
   *
   * @throws LockException naming the header if not
   */
  public static void checkName(String headerName) {
    String name = headerName.toLowerCase(Locale.ROOT);
    if (name.length() > NAME_MAX) {
      throw refused(name, "has " + name.length() + " characters, and CloudFront takes " + NAME_MAX);
    }
    if (!TOKEN.matcher(name).matches()) {
      throw refused(name, "is not a header name of HTTP");
    }
    if (FORBIDDEN.contains(name) || FORBIDDEN_PREFIXES.stream().anyMatch(name::startsWith)) {
      throw refused(name, "is one that CloudFront does not let a distribution add");
    }
  }

  /**
   * Whether CloudFront can be made to send this header.
   *
   * @throws LockException naming the header, never its value, if not
   */
  static void check(Header header) {
    checkName(header.name());
    int length = header.value().length();
    if (length > VALUE_MAX) {
      throw refused(
          header.name(),
          "has a value of " + length + " characters, and CloudFront takes " + VALUE_MAX);
    }
    if (!PRINTABLE.matcher(header.value()).matches()) {
      throw refused(header.name(), "has a value that is empty or not printable ASCII");
    }
  }

  private static LockException refused(String name, String why) {
    return new LockException(
        "Origin header \"" + name + "\"",
        "it " + why + ".",
        "Choose another header name or value.");
  }
}
