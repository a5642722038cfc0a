package io.originlock.lab.report;

import io.originlock.lab.ledger.Rotation;
import io.originlock.lab.ledger.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that a demo has found out.
 *
 * @param rotationsWanted how many rotations there should have been
 * @param soaks all soaks and the grace of one rotation
 * @param changeMissing what was not live of a change of the API between rotations; null without one
 * @param leftoverKeys what the gate keeps of secrets but the current one, after the last rotation
 * @param iamViolations calls of the worker that its role does not allow
 * @param unusedPermissions what the role allows and no call has needed
 * @param permissionsLeftToTests permissions that a demo cannot use, with the test that does
 * @param coldStart from the invocation to the worker's first answer, the JVM's start included
 * @param secretsFound files and answers that hold a secret
 * @param leftInAws what was still there after the destroy; null when nobody has looked
 * @param from when the load began
 * @param to when the load ended
 */
public record Results(
    String gate,
    int rotationsWanted,
    int edges,
    int hosts,
    Duration soaks,
    Totals totals,
    List<RotationResult> rotations,
    List<String> changeMissing,
    int leftoverKeys,
    List<String> iamViolations,
    List<String> unusedPermissions,
    Map<String, String> permissionsLeftToTests,
    Duration coldStart,
    List<String> secretsFound,
    List<String> leftInAws,
    Instant from,
    Instant to) {

  /** For looking, for calls, and for the hosts. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  /** A rotation and whether {@code terraform plan} was empty after it. */
  public record RotationResult(Rotation figures, boolean planEmpty) {}

  /** The same with what the search for secrets has found. */
  public Results withSecretsFound(List<String> found) {
    return new Results(
        gate,
        rotationsWanted,
        edges,
        hosts,
        soaks,
        totals,
        rotations,
        changeMissing,
        leftoverKeys,
        iamViolations,
        unusedPermissions,
        permissionsLeftToTests,
        coldStart,
        found,
        leftInAws,
        from,
        to);
  }

  /** Whether {@code terraform plan} was empty after every rotation. */
  public boolean plansEmpty() {
    return rotations.stream().allMatch(RotationResult::planEmpty);
  }

  /** The longest that a secret may be let in which no edge sends any more: the soaks, 10 s. */
  public Duration longestSuperseded() {
    return soaks.plus(SLACK);
  }

  /**
   * The longest that a rotation may take: 1.1 propagations, the soaks, 10 s; null while unknown.
   */
  public Duration limit(Rotation rotation) {
    return rotation
        .propagation()
        .map(p -> p.multipliedBy(11).dividedBy(10).plus(soaks).plus(SLACK))
        .orElse(null);
  }
}
