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
  /** DescribeSecret 7, GetSecretValue 6, GetRandomPassword, and what it writes. */
  private static final int SECRETS_MANAGER = 16;

  /** PutSecretValue and UpdateSecretVersionStage. */
  private static final int SECRETS_MANAGER_WRITES = 2;

  /** It looks whether the distribution is deployed before the gate's change and after it. */
  private static final int SECOND_LOOK = 1;

  private static final Duration SLEEP = Duration.ofSeconds(75);

  @Override
  public String label() {
    return "fixed sleep of 75 s (AWS's sample)";
  }

  @Override
  public Assumptions assumptions() {
    return new Assumptions(
        Duration.ofDays(7),
        SECRETS_MANAGER + SECOND_LOOK,
        SECRETS_MANAGER_WRITES,
        "its template's interval; "
            + SECRETS_MANAGER
            + " calls to Secrets Manager in its four steps, as [its"
            + " code](https://github.com/aws-samples/amazon-cloudfront-waf-secretsmanager/blob/af57057/lambda/lambda_function.py)"
            + " has them");
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
