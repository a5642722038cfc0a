package io.originlock.lab.edge;

import io.originlock.lab.model.RequestPolicy;
import io.originlock.lab.net.HeaderMap;
import io.originlock.lab.net.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a viewer's request reaches the origin.
 *
 * @param policies of each what it includes goes on
 * @param legacy whether {@code ForwardedValues} say so: then headers that nothing names go on, but
 *     for those that CloudFront takes off
 */
record Forwarding(List<RequestPolicy> policies, boolean legacy) {

  /** What CloudFront always sends: no query, no cookies. */
  static final Forwarding LEAST = new Forwarding(List.of(), false);

  /** Viewer headers that CloudFront forwards, whatever a policy says. */
  private static final Set<String> ALWAYS =
      Set.of("content-type", "content-length", "x-forwarded-for", "range", "if-none-match");

  /**
   * Viewer headers that legacy settings forward only where they are named.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior">HTTP
   *     request headers and CloudFront behavior</a>
   */
  private static final Set<String> TAKEN_OFF =
      Set.of(
          "accept",
          "accept-charset",
          "accept-language",
          "expect",
          "host",
          "referer",
          "user-agent",
          "x-forwarded-proto",
          "x-real-ip");

  private static final Set<String> WITHOUT_AUTHORIZATION = Set.of("GET", "HEAD");

  /** The request as the origin gets it, but for the origin's own headers and path. */
  Request apply(Request viewer, String originDomain) {
    HeaderMap passed = new HeaderMap();
    viewer
        .headers()
        .each(
            (name, value) -> {
              if (forwards(name.toLowerCase(Locale.ROOT), viewer.method())) {
                passed.add(name, value);
              }
            });
    passed.withoutHopByHop();
    String cookies = cookies(viewer);
    if (!cookies.isEmpty()) {
      passed.set("cookie", cookies);
    }
    if (!named("user-agent")) {
      passed.set("user-agent", "Amazon CloudFront");
    }
    if (!named("host")) {
      passed.set("host", originDomain);
    }
    return new Request(viewer.method(), viewer.path(), query(viewer), passed, viewer.body());
  }

  /** Everything of a request that this includes, to tell it from others. */
  List<String> values(Request viewer) {
    List<String> values = new ArrayList<>();
    viewer
        .headers()
        .each(
            (name, value) -> {
              if (named(name.toLowerCase(Locale.ROOT)) && !name.equalsIgnoreCase("cookie")) {
                values.add(name.toLowerCase(Locale.ROOT) + ": " + value);
              }
            });
    values.add(cookies(viewer));
    values.add(String.valueOf(query(viewer)));
    return values;
  }

  private boolean forwards(String name, String method) {
    if (name.equals("cookie")) {
      return false;
    }
    return named(name) || ALWAYS.contains(name) || legacy && unnamed(name, method);
  }

  private static boolean unnamed(String name, String method) {
    boolean authorization = name.equals("authorization") && WITHOUT_AUTHORIZATION.contains(method);
    return !TAKEN_OFF.contains(name) && !authorization;
  }

  private boolean named(String header) {
    return policies.stream().anyMatch(each -> each.sendsHeader(header));
  }

  private String cookies(Request viewer) {
    return viewer.headers().all("cookie").stream()
        .flatMap(line -> Arrays.stream(line.split(";\\s*")))
        .filter(pair -> policies.stream().anyMatch(each -> each.sendsCookie(name(pair))))
        .collect(Collectors.joining("; "));
  }

  private String query(Request viewer) {
    if (viewer.query() == null) {
      return null;
    }
    List<String> pairs =
        Arrays.stream(viewer.query().split("&"))
            .filter(pair -> policies.stream().anyMatch(each -> each.sendsParameter(name(pair))))
            .toList();
    return pairs.isEmpty() ? null : String.join("&", pairs);
  }

  private static String name(String pair) {
    return pair.split("=", 2)[0];
  }
}
