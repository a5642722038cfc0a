package io.originlock.survey;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host name, and what can be told by it alone.
 *
 * @param name in lower case
 */
public record Host(String name) {
  /**
   * {@code <api>.execute-api.<region>.<suffix>}. A custom domain's and a private endpoint's have a
   * hyphen in the first part.
   */
  private static final Pattern EXECUTE_API =
      Pattern.compile("([a-z0-9]+)\\.execute-api\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?");

  /** Hosts that answer themselves, and pass nothing on. */
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "(.+\\.)?s3[.-].*amazonaws\\.com(\\.cn)?|.+\\.lambda-url\\.[a-z0-9-]+\\.on\\.aws");

  public Host {
    name = name.toLowerCase(Locale.ROOT);
  }

  /** The id of the REST or HTTP API to which AWS gave it; empty for another host. */
  public Optional<String> api() {
    Matcher direct = EXECUTE_API.matcher(name);
    return direct.matches() ? Optional.of(direct.group(1)) : Optional.empty();
  }

  /** Whether it is a bucket's or a function URL's. */
  public boolean answersItself() {
    return ELSEWHERE.matcher(name).matches();
  }

  /**
   * Whether a domain name is, or includes, this one.
   *
   * @param domain such as {@code api.example.com}, or {@code *.example.com}
   */
  public boolean isOf(String domain) {
    String other = domain.toLowerCase(Locale.ROOT);
    return name.equals(other) || other.startsWith("*.") && name.endsWith(other.substring(1));
  }
}
