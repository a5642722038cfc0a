package io.originlock.signing;

/**
 * The path that an edge signed, from the one that API Gateway shows.
 *
 * @param stripped what API Gateway shows and the edge does not have, a custom domain's base path
 *     such as {@code /v1}; empty for nothing
 * @param added what the edge has and API Gateway does not show, a stage such as {@code /prod} where
 *     the distribution's origin has no path; empty for nothing
 */
public record SignedPath(String stripped, String added) {
  /** The form of either part, as a regular expression. */
  public static final String PREFIX = "(/[A-Za-z0-9_.~-]+)*";

  /** The signed path of one that API Gateway shows, as it was sent. */
  public String of(String shown) {
    boolean below =
        !stripped.isEmpty()
            && shown.startsWith(stripped)
            && (shown.length() == stripped.length() || shown.charAt(stripped.length()) == '/');
    String rest = below ? shown.substring(stripped.length()) : shown;
    return added + (rest.isEmpty() ? "/" : rest);
  }
}
