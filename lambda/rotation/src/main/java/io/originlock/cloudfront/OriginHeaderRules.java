package io.originlock.cloudfront;

import io.originlock.model.Header;
import io.originlock.model.LockException;
import java.util.List;
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

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
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
   * Whether CloudFront can be made to send this header.
   *
   * @throws LockException that says what is wrong with it, never what it is: a gate's secret may be
   *     its value or its name
   */
  static void check(Header header) {
    String name = header.name();
    if (name.length() > NAME_MAX) {
      throw refused("has a name of " + name.length() + " characters", NAME_MAX);
    }
    if (!TOKEN.matcher(name).matches()) {
      throw refused("has a name that is none of HTTP");
    }
    String key = header.key();
    if (FORBIDDEN.contains(key) || FORBIDDEN_PREFIXES.stream().anyMatch(key::startsWith)) {
      throw refused("has a name that CloudFront does not let a distribution add");
    }
    int length = header.value().length();
    if (length > VALUE_MAX) {
      throw refused("has a value of " + length + " characters", VALUE_MAX);
    }
    if (!PRINTABLE.matcher(header.value()).matches()) {
      throw refused("has a value that is empty or not printable ASCII");
    }
  }

  private static LockException refused(String what, int most) {
    return refused(what + ", and CloudFront takes " + most);
  }

  private static LockException refused(String why) {
    return new LockException(
        "An origin header of the lock's", "it " + why + ".", "Tell us: a gate made it.");
  }
}
