package io.originlock.survey;

/**
 * An origin of a distribution.
 *
 * @param id unique within the distribution
 * @param domain its host name, as written
 * @param path what is put before a request's path: empty, or with a slash before it
 * @param protocol what CloudFront speaks to it
 * @param headers the names of its custom headers; no value is read
 */
public record Origin(
    String id, String domain, String path, Protocol protocol, HeaderNames headers) {

  /** {@code OriginProtocolPolicy}, and what stands in its place. */
  public enum Protocol {
    HTTP_ONLY,
    HTTPS_ONLY,
    /** HTTP for a viewer that came by HTTP. */
    MATCH_VIEWER,
    /** An S3 bucket as such: CloudFront speaks to it in its own way. */
    S3,
    /** A VPC origin, whose configuration, protocol included, is a resource of its own. */
    VPC
  }

  public boolean s3() {
    return protocol == Protocol.S3;
  }
}
