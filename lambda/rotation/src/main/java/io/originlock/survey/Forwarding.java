package io.originlock.survey;

/**
 * What of a viewer's request goes on to the origin, by cache policy and origin request policy
 * together, or by {@code ForwardedValues}.
 *
 * @param headers of the viewer's own; CloudFront sends some of its own in any case
 * @param query parameters of the query string
 */
public record Forwarding(Selection headers, Selection query) {

  /** Whether the origin gets the viewer's Host instead of its own domain name. */
  public boolean host() {
    return headers.includes("host");
  }
}
