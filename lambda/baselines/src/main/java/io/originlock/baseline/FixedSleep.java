package io.originlock.baseline;

import java.time.Duration;

/**
 * AWS's sample: Secrets Manager's four steps let the pending value in beside the current one, sleep
 * for 75 seconds, and tell CloudFront. A rotation that failed is started again with the same
 * pending value. See <a
 * href="https://github.com/aws-samples/amazon-cloudfront-waf-secretsmanager">Enhance Amazon
 * CloudFront Origin Security with AWS WAF and AWS Secrets Manager</a>.
 */
final class FixedSleep extends PreviousKept {
  private static final Duration SLEEP = Duration.ofSeconds(75);

  @Override
  public String label() {
    return "fixed sleep of 75 s (AWS's sample)";
  }

  @Override
  void afterTheGate(Site site) {
    site.sleep(SLEEP);
  }

  @Override
  void afterCloudFront(Site site) {
    // It is not waited for.
  }
}
