package io.originlock.lab.edge;

import io.originlock.lab.model.Header;
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
   * A cache behaviour; the default one, last in the list, matches every path.
   *
   * @param originRequest the ARN of the function that is asked before the origin is
   */
  record Behaviour(
      Pattern path,
      String originId,
      Set<String> methods,
      Forwarding forwarding,
      Optional<String> originRequest) {

    /** Whether this behaviour serves the path. */
    boolean matches(String requestPath) {
      return path.matcher(requestPath).matches();
    }
  }

  /** A custom error response; {@code responseStatus} and {@code page} may be null. */
  record ErrorPage(int status, Integer responseStatus, String page) {}

  /** All headers that CloudFront adds for the origins. */
  Set<Header> presented() {
    return origins.values().stream()
        .flatMap(origin -> origin.headers().entrySet().stream())
        .map(header -> new Header(header.getKey().toLowerCase(Locale.ROOT), header.getValue()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The behaviour for a path: the first that matches. */
  Behaviour behaviour(String path) {
    return behaviours.stream().filter(b -> b.matches(path)).findFirst().orElseThrow();
  }
}
