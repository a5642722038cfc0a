package io.originlock.lab.control.cloudfront;

import java.time.Instant;
import java.util.Map;

/**
 * A distribution as the control plane keeps it.
 *
 * @param etag of the configuration; each write makes a new one
 * @param config the {@code DistributionConfig} element as submitted
 */
record Distribution(
    String id,
    String domain,
    String etag,
    Instant modified,
    String config,
    String callerReference,
    boolean enabled,
    boolean staging,
    Map<String, String> tags) {

  static String arn(String id) {
    return "arn:aws:cloudfront::123456789012:distribution/" + id;
  }

  Distribution with(String newEtag, Instant now, String newConfig, boolean nowEnabled) {
    return new Distribution(
        id, domain, newEtag, now, newConfig, callerReference, nowEnabled, staging, tags);
  }

  Distribution withTags(Map<String, String> newTags) {
    return new Distribution(
        id, domain, etag, modified, config, callerReference, enabled, staging, Map.copyOf(newTags));
  }
}
