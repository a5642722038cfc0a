package io.originlock.lab.model;

import java.util.List;
import java.util.function.BiPredicate;

/**
 * What of a viewer's request CloudFront sends on to an origin, as an origin request policy or a
 * cache policy says: all that is in a cache's key goes on, too.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/working-with-policies.html">Policies</a>
 */
public record RequestPolicy(Choice headers, Choice cookies, Choice query) {

  /**
   * Which headers, cookies or query parameters.
   *
   * @param behavior {@code none}, {@code whitelist}, {@code all}, {@code allViewer}, {@code
   *     allViewerAndWhitelistCloudFront} or {@code allExcept}
   * @param names those that a list or an exception names, as they were written
   */
  public record Choice(String behavior, List<String> names) {
    public Choice {
      names = List.copyOf(names);
    }

    /** Reads {@code whitelist:a,b} or a behaviour alone. */
    static Choice parse(String text) {
      int colon = text.indexOf(':');
      return colon < 0
          ? new Choice(text, List.of())
          : new Choice(text.substring(0, colon), List.of(text.substring(colon + 1).split(",")));
    }

    private boolean includes(BiPredicate<String, String> same, String name) {
      boolean named = names.stream().anyMatch(each -> same.test(each, name));
      return switch (behavior) {
        case "none" -> false;
        case "whitelist" -> named;
        case "allExcept" -> !named;
        default -> true;
      };
    }
  }

  /** Whether a viewer's header goes on, whatever its letters' case. */
  public boolean sendsHeader(String name) {
    return headers.includes(String::equalsIgnoreCase, name);
  }

  /** Whether a viewer's cookie does. */
  public boolean sendsCookie(String name) {
    return cookies.includes(String::equals, name);
  }

  /** Whether a query parameter does. */
  public boolean sendsParameter(String name) {
    return query.includes(String::equals, name);
  }
}
