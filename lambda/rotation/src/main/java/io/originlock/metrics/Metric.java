package io.originlock.metrics;

import java.util.Arrays;

/** The metrics of a lock, all with the dimension {@code Lock}. */
public enum Metric {
  /** The age of the current secret. */
  SECRET_AGE("SecretAgeSeconds", "Seconds"),
  /** How long the lock has been in a stage that is not idle; 0 when it is idle. */
  STAGE_AGE("StageAgeSeconds", "Seconds"),
  /** Probes that showed neither that a secret is let through nor that it is refused. */
  PROBE_INCONCLUSIVE("ProbeInconclusive", "Count"),
  /** How often a secret was kept, or taken back, because a distribution still presents it. */
  GUARD_ACTED("GuardActed", "Count"),
  /** How often a repair was put off because a second writer undid the ones before. */
  FIGHTS("Fights", "Count"),
  /** Rotations that could not be finished and were taken back. */
  SETBACKS("Setbacks", "Count"),
  /** How often an invocation found a wait that takes longer than it usually does. */
  OVERDUE("Overdue", "Count"),
  /** Distributions of a lock at rest through which requests are refused, again and again. */
  VIEWERS_REFUSED("ViewersRefused", "Count"),
  /** The deployed methods that can be reached without a secret. */
  OPEN_METHODS("OpenMethods", "Count"),
  /** The ways around the lock that an audit found. */
  OPEN_DOORS("OpenDoors", "Count"),
  /** What an audit found that refuses viewers, or would. */
  FINDINGS_REFUSING("FindingsRefusing", "Count"),
  /** What an audit found that hinders the next rotation or repair. */
  FINDINGS_HINDERING("FindingsHindering", "Count"),
  /** Audits that came to their end. */
  AUDITS("Audits", "Count"),
  /** Invocations that failed. */
  ERRORS("Errors", "Count"),
  /** How often an invocation found that its clock and the one of the state's writer are apart. */
  CLOCK("ClocksApart", "Count");

  private final String label;
  private final String unit;

  Metric(String label, String unit) {
    this.label = label;
    this.unit = unit;
  }

  /**
   * The metric of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Metric named(String label) {
    return Arrays.stream(values())
        .filter(metric -> metric.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no metric " + label + "."));
  }

  /** The metric's name in CloudWatch. */
  public String label() {
    return label;
  }

  /** One of CloudWatch's units. */
  public String unit() {
    return unit;
  }
}
