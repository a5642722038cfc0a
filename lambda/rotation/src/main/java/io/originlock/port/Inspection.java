package io.originlock.port;

import java.util.List;
import java.util.stream.Stream;

/**
 * How the deployed API stands behind a gate, for {@code status} and before a lock is taken off.
 *
 * @param openMethods the deployed methods that can be reached without any secret, as {@code
 *     "<stage>: <VERB> <path>"}; the lock's own probe method is not among them
 * @param methods how many deployed methods there are, the lock's own probe method left out
 * @param warnings what the API's owner should know, a sentence each
 */
public record Inspection(List<String> openMethods, int methods, List<String> warnings) {
  public Inspection {
    openMethods = List.copyOf(openMethods);
    warnings = List.copyOf(warnings);
  }

  /** The same with more to know. */
  public Inspection with(List<String> more) {
    return new Inspection(
        openMethods, methods, Stream.concat(warnings.stream(), more.stream()).toList());
  }

  /** How many of the deployed methods demand a secret. */
  public int demanding() {
    return methods - openMethods.size();
  }

  /**
   * Whether no method demands a secret. An API in which no method is seen at all does not count as
   * open: taking a lock off relies on this, and nothing seen is nothing known.
   */
  public boolean open() {
    return methods > 0 && demanding() == 0;
  }
}
