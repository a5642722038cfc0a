package io.originlock.survey;

import java.util.Optional;

/**
 * What else a distribution's configuration refers to. CloudFront may ask for a permission on it
 * when the configuration is written back. (Functions, policies and real-time logs are the {@link
 * Behaviour}s'.)
 *
 * @param webAcl an ARN of WAF, or an id of WAF Classic
 * @param logBucket the bucket's domain name, {@code logs.s3.amazonaws.com}
 * @param certificate the ARN of ACM's certificate or the id of IAM's; empty for CloudFront's own
 */
public record Attached(
    Optional<String> webAcl, Optional<String> logBucket, Optional<String> certificate) {
  public static final Attached NOTHING =
      new Attached(Optional.empty(), Optional.empty(), Optional.empty());
}
