package io.originlock.engine;

import java.util.List;
import java.util.Set;

/**
 * What a gate has in place now.
 *
 * @param honoured the ids of this lock's secrets that the gate lets through
 * @param openMethods the deployed methods that can be reached without any secret, as {@code
 *     "<stage>: <VERB> <path>"}; the lock's own probe method is not among them
 * @param methods how many deployed methods the gate stands in front of, the probe method left out
 * @param warnings what the API's owner should know, a sentence each
 */
public record GateReading(
    Set<SecretId> honoured, List<String> openMethods, int methods, List<String> warnings) {
  public GateReading {
    honoured = Set.copyOf(honoured);
    openMethods = List.copyOf(openMethods);
    warnings = List.copyOf(warnings);
  }

  /** Whether no method demands a secret yet. */
  public boolean open() {
    return openMethods.size() == methods;
  }
}
