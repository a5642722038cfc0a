package io.originlock.baseline;

import io.originlock.model.Secret;
import java.time.Duration;
import java.util.List;

/**
 * The original: a scheduled function changes a stack's timestamp, which replaces the API key.
 * CloudFormation makes the new key, points the distribution to it, waits until that is deployed,
 * and deletes the old key in its clean-up. Nothing waits for the new key to be active. An update
 * that fails is rolled back. See <a
 * href="https://aws.amazon.com/blogs/compute/protecting-your-api-using-amazon-api-gateway-and-aws-waf-part-2/">Protecting
 * your API using Amazon API Gateway and AWS WAF, part 2</a>.
 */
final class ReplaceAllThenCleanUp extends Plain {
  /** CloudFormation's own poll. */
  private static final Duration POLL = Duration.ofSeconds(30);

  private Secret incoming;

  @Override
  public String label() {
    return "replace all, then clean up (the original)";
  }

  @Override
  public void rotate(Site site) {
    incoming = site.fresh();
    site.honour(List.of(current, incoming), List.of());
    site.present(incoming);
    site.untilDeployed(POLL);
    site.honour(List.of(incoming), List.of(current));
    current = incoming;
    incoming = null;
  }

  @Override
  public void recover(Site site) {
    if (incoming != null) {
      site.honour(List.of(current), List.of());
      site.present(current);
      site.untilDeployed(POLL);
      site.honour(List.of(current), List.of(incoming));
      incoming = null;
    }
  }

  @Override
  public int keeps() {
    return 1;
  }
}
