package io.originlock.lab.model;

/** The edges of CloudFront, as the control plane sees them. */
public interface Fleet {

  /**
   * A new configuration of a distribution is on its way: each edge takes it at its own time.
   *
   * @param distribution its id
   * @param domain its domain name, {@code d….cloudfront.net}
   * @param version the ETag of this configuration
   * @param config the {@code DistributionConfig} element, as submitted
   * @param policies those that behaviours may name
   */
  void push(
      String distribution, String domain, String version, String config, EdgePolicies policies);

  /** Whether every edge serves this version of the distribution. */
  boolean converged(String distribution, String version);

  /** A distribution was deleted. */
  void remove(String distribution);
}
