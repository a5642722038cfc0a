package io.originlock.simulation;

import io.originlock.engine.Settings;
import io.originlock.port.Acceptance;
import java.time.Duration;

/**
 * How a model of AWS is built and how slow it is. Times in milliseconds.
 *
 * @param gate the gate's kind
 * @param distributions of the lock
 * @param edges of each distribution
 * @param hosts of the gateway
 * @param propagation the longest that an edge takes to get a change
 * @param hostLag the longest that a host takes to learn of a change, key activation included
 * @param latency the longest that a call takes
 * @param soak the lock's
 * @param grace the lock's
 * @param poll the lock's
 * @param limit the Lambda function's time-out
 */
public record Shape(
    GateKind gate,
    int distributions,
    int edges,
    int hosts,
    long propagation,
    long hostLag,
    long latency,
    long soak,
    long grace,
    long poll,
    long limit) {

  /** How long the lock remembers a retired secret. */
  private static final Duration MEMORY = Duration.ofDays(7);

  private static final int PROBES = 5;

  private static final Duration SOAK_LIMIT = Duration.ofMinutes(30);

  public Acceptance acceptance() {
    return gate.acceptance();
  }

  boolean rules() {
    return gate == GateKind.RULES;
  }

  public Settings settings() {
    return new Settings(
        Duration.ofMillis(soak),
        SOAK_LIMIT,
        Duration.ofMillis(grace),
        MEMORY,
        PROBES,
        Duration.ofMillis(poll));
  }
}
