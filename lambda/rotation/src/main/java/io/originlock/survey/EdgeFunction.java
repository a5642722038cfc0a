package io.originlock.survey;

/**
 * A function that runs for a behaviour.
 *
 * @param arn a Lambda function's with its version, or a CloudFront Function's
 * @param event when it runs
 * @param kind which of the two
 */
public record EdgeFunction(String arn, Event event, Kind kind) {

  /** {@code EventType}. */
  public enum Event {
    VIEWER_REQUEST,
    VIEWER_RESPONSE,
    ORIGIN_REQUEST,
    ORIGIN_RESPONSE
  }

  /** What runs it. */
  public enum Kind {
    LAMBDA_AT_EDGE,
    CLOUDFRONT_FUNCTION
  }

  /**
   * Whether it is a version of this function.
   *
   * @param functionArn without a version
   */
  public boolean isOf(String functionArn) {
    return arn.equals(functionArn) || arn.startsWith(functionArn + ":");
  }
}
