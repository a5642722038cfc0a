package io.originlock.lab.edge;

import io.originlock.lab.net.HeaderMap;
import io.originlock.lab.net.Request;
import java.util.Locale;
import java.util.Set;

/**
 * What of a viewer's request reaches the origin.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html">managed
 *     origin request policies</a>
 */
enum Forwarding {
  /** Without an origin request policy: what CloudFront always sends, no query, no cookies. */
  LEAST(false, false, false),
  /** Every header, query parameter and cookie, the viewer's Host included. */
  ALL_VIEWER(true, true, true),
  /** The same, with the origin's own name as Host: what API Gateway needs. */
  ALL_VIEWER_EXCEPT_HOST(true, true, false),
  /** The query alone, as the legacy {@code ForwardedValues} with {@code QueryString} does. */
  QUERY(false, true, false);

  private static final String ALL_VIEWER_ID = "216adef6-5c7f-47e4-b989-5492eafa07d3";
  private static final String ALL_VIEWER_EXCEPT_HOST_ID = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

  /** Viewer headers that CloudFront forwards, whatever the policy says. */
  private static final Set<String> ALWAYS =
      Set.of("content-type", "content-length", "x-forwarded-for", "range", "if-none-match");

  private final boolean headers;
  private final boolean query;
  private final boolean host;

  Forwarding(boolean headers, boolean query, boolean host) {
    this.headers = headers;
    this.query = query;
    this.host = host;
  }

  /** The forwarding of a managed origin request policy; an unknown one counts as the first. */
  static Forwarding ofPolicy(String id) {
    return switch (id) {
      case ALL_VIEWER_ID -> ALL_VIEWER;
      case ALL_VIEWER_EXCEPT_HOST_ID -> ALL_VIEWER_EXCEPT_HOST;
      default -> LEAST;
    };
  }

  /** The request as the origin gets it, but for the origin's own headers and path. */
  Request apply(Request viewer, String originDomain) {
    HeaderMap passed = new HeaderMap();
    viewer
        .headers()
        .each(
            (name, value) -> {
              if (headers || ALWAYS.contains(name.toLowerCase(Locale.ROOT))) {
                passed.add(name, value);
              }
            });
    passed.withoutHopByHop();
    if (!headers) {
      passed.set("user-agent", "Amazon CloudFront");
    }
    if (!host) {
      passed.set("host", originDomain);
    }
    return new Request(
        viewer.method(), viewer.path(), query ? viewer.query() : null, passed, viewer.body());
  }
}
