package io.originlock.port;

import java.util.List;

/**
 * How the deployed methods of the lock's stages stand behind its gate; the lock's own probe methods
 * are not among them.
 *
 * @param open those that can be reached without any secret, as {@code "<stage>: <VERB> <path>"}; a
 *     browser's preflight can carry none, so not these
 * @param methods how many there are, preflights left out
 * @param demanding those that refuse a request without the secret, preflights too
 * @param whole whether every stage was seen with all that it serves
 */
public record Demands(List<String> open, int methods, List<String> demanding, boolean whole) {
  public Demands {
    open = List.copyOf(open);
    demanding = List.copyOf(demanding);
  }

  /**
   * Whether nothing demands a secret. An API of which something, or any method, was not seen does
   * not count: taking a lock off relies on this, and nothing seen is nothing known.
   */
  public boolean none() {
    return whole && methods > 0 && demanding.isEmpty();
  }

  /** What demands it, for people; after "demands the secret on". */
  public String told() {
    return demanding.isEmpty()
        ? "methods that could not be looked at"
        : (demanding.size() == 1 ? "one method (" : demanding.size() + " methods (")
            + String.join(", ", demanding)
            + ")";
  }
}
