package io.originlock.lab.model;

import java.util.List;

/**
 * What CloudFront changes in the headers of answers to viewers, as a response headers policy says:
 * what it takes off, and what it adds by name. The headers of CORS and security that it knows by
 * itself are left out.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html">Response
 *     headers policies</a>
 */
public record ResponsePolicy(List<String> removed, List<Added> added) {

  /**
   * A header that is added.
   *
   * @param overrides whether it takes the place of the origin's
   */
  public record Added(String name, String value, boolean overrides) {}

  /** One that changes nothing. */
  public static ResponsePolicy none() {
    return new ResponsePolicy(List.of(), List.of());
  }
}
