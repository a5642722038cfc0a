package io.originlock.lab.edge;

import io.originlock.lab.model.Header;
import io.originlock.lab.model.ResponsePolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an edge needs to know of a distribution's configuration. */
record DistributionConfig(
    boolean enabled,
    Set<String> aliases,
    Map<String, Origin> origins,
    List<Behaviour> behaviours,
    List<ErrorPage> errorPages) {

  /** An origin; its headers are those that CloudFront adds. */
  record Origin(String id, String domain, String path, Map<String, String> headers) {

    /**
     * A name as CloudFront sends it on: the first letter of each part is a capital, as seen in <a
     * href="https://github.com/awsdocs/amazon-cloudfront-developer-guide/issues/70">{@code elb-key}
     * arrives as {@code Elb-Key}</a>.
     */
    static String titled(String name) {
      return Arrays.stream(name.split("-", -1))
          .map(
              word ->
                  word.isEmpty()
                      ? word
                      : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
          .collect(Collectors.joining("-"));
    }
  }

  /**
   * Where a behaviour's requests go: to an origin, or to the members of a group.
   *
   * @param members the ids of origins, the primary first
   * @param failover the statuses of the primary at which the next is asked
   */
  record Target(List<String> members, Set<Integer> failover) {
    static Target of(String origin) {
      return new Target(List.of(origin), Set.of());
    }
  }

  /**
   * A cache behaviour; the default one, last in the list, matches every path.
   *
   * @param forwarding what of a request goes on
   * @param response what of an answer is changed
   * @param key what of a request tells it from others in a cache, besides its path
   * @param originRequest the ARN of the function that is asked before the origin is
   */
  record Behaviour(
      Pattern path,
      Target target,
      Set<String> methods,
      Forwarding forwarding,
      ResponsePolicy response,
      Forwarding key,
      Optional<String> originRequest) {

    /** Whether this behaviour serves the path. */
    boolean matches(String requestPath) {
      return path.matcher(requestPath).matches();
    }
  }

  /**
   * A custom error response; {@code responseStatus} and {@code page} may be null.
   *
   * @param leastTime how long the error is kept at least, if this says so
   */
  record ErrorPage(int status, Integer responseStatus, String page, Optional<Duration> leastTime) {}

  /** All headers that CloudFront adds for the origins. */
  Set<Header> presented() {
    return origins.values().stream()
        .flatMap(origin -> origin.headers().entrySet().stream())
        .map(header -> new Header(header.getKey().toLowerCase(Locale.ROOT), header.getValue()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What to do about an error. */
  Optional<ErrorPage> errorPage(int status) {
    return errorPages.stream().filter(page -> page.status() == status).findFirst();
  }

  /** The behaviour for a path: the first that matches. */
  Behaviour behaviour(String path) {
    return behaviours.stream().filter(b -> b.matches(path)).findFirst().orElseThrow();
  }
}
