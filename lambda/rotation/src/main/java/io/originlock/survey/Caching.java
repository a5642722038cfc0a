package io.originlock.survey;

/**
 * How edges keep answers, by cache policy or by {@code ForwardedValues}.
 *
 * @param minimumSeconds how long an answer is kept at least, whatever it says
 * @param defaultSeconds how long one that says nothing is kept
 * @param maximumSeconds how long one is kept at most; 0 is never
 * @param headers which make a request another one
 * @param query parameters which make a request another one
 */
public record Caching(
    long minimumSeconds,
    long defaultSeconds,
    long maximumSeconds,
    Selection headers,
    Selection query) {

  /** Whether an answer can be kept at all. With all headers in the key, CloudFront keeps none. */
  public boolean keeps() {
    return maximumSeconds > 0 && !headers.equals(Selection.ALL);
  }
}
