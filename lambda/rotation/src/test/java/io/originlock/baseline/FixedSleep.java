package io.originlock.baseline;

import io.originlock.engine.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * AWS's sample: Secrets Manager's four steps let the pending value in beside the current one, sleep
 * for 75 seconds, and tell CloudFront. The value before stays honoured until the next rotation. A
 * rotation that failed is started again with the same pending value. See <a
 * href="https://github.com/aws-samples/amazon-cloudfront-waf-secretsmanager">Enhance Amazon
 * CloudFront Origin Security with AWS WAF and AWS Secrets Manager</a>.
 */
final class FixedSleep extends Plain {
  private static final Duration SLEEP = Duration.ofSeconds(75);

  private final List<Secret> before = new ArrayList<>();
  private Secret pending;

  @Override
  public String label() {
    return "fixed sleep of 75 s (AWS's sample)";
  }

  @Override
  public void rotate(Site site) {
    pending = pending == null ? site.fresh() : pending;
    site.honour(List.of(current, pending), List.copyOf(before));
    site.sleep(SLEEP);
    site.present(pending);
    before.clear();
    before.add(current);
    current = pending;
    pending = null;
  }

  @Override
  public void recover(Site site) {
    if (pending != null) {
      rotate(site);
    }
  }

  @Override
  public int keeps() {
    return 2;
  }
}
