package io.originlock.lab.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One rotation in figures, from the data plane and the control plane's calls alone.
 *
 * @param fired when the schedule fired
 * @param asked when the control plane was first told of the new secret
 * @param updated when CloudFront was first given a configuration
 * @param everywhere when the last edge had that first one
 * @param retired when the control plane was told to stop honouring the old secret
 * @param ended when the last host had stopped honouring the old secret
 * @param calls every call of the worker from {@code fired} to its last writing one, by operation
 * @param writingCalls those of them that change anything
 */
public record Rotation(
    int number,
    Instant fired,
    Optional<Instant> asked,
    Optional<Instant> updated,
    Optional<Instant> everywhere,
    Optional<Instant> retired,
    Optional<Instant> ended,
    Map<String, Long> calls,
    long writingCalls) {

  /** From UpdateDistribution being received to the last edge having it. */
  public Optional<Duration> propagation() {
    return between(updated, everywhere);
  }

  /** From the schedule's firing until no host honours the old secret. */
  public Optional<Duration> duration() {
    return between(Optional.of(fired), ended);
  }

  /** From the new secret being asked for until no host honours the old one. */
  public Optional<Duration> oldSecretLifetime() {
    return between(asked, ended);
  }

  /** How often CloudFront was given a configuration. */
  public long updateDistributionCalls() {
    return count("UpdateDistribution");
  }

  /** How often API Gateway was told to deploy. */
  public long createDeploymentCalls() {
    return count("CreateDeployment");
  }

  /** How often a method's requirements were changed. */
  public long updateMethodCalls() {
    return count("UpdateMethod");
  }

  private long count(String operation) {
    return calls.entrySet().stream()
        .filter(call -> call.getKey().endsWith(":" + operation))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static Optional<Duration> between(Optional<Instant> from, Optional<Instant> to) {
    return from.flatMap(start -> to.map(end -> Duration.between(start, end)));
  }
}
