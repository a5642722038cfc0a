package io.originlock.examine;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What judges must know of a lock, or of one that is to be. Its targets, distributions, covered
 * origins and usage plan are the survey's {@link io.originlock.survey.Scope}.
 *
 * @param gate what kind of gate it has
 * @param closed whether the gate is to refuse requests without the secret; false before there is a
 *     lock, and whatever is open then is no finding
 * @param probePaths the resource paths of the lock's own probe methods
 * @param probes where the worker probes
 * @param granted what its role may do; empty if that is not known
 * @param functions the ARNs, without versions, of the lock's own functions at the edge; none where
 *     they are not known: with a gate that has one, each function for origin requests counts as it
 */
public record LockFacts(
    GateTraits gate,
    boolean closed,
    Set<String> probePaths,
    List<Probe> probes,
    Optional<Granted> granted,
    Set<String> functions) {
  public LockFacts {
    probePaths = Set.copyOf(probePaths);
    probes = List.copyOf(probes);
    functions = Set.copyOf(functions);
  }

  /** The probes past CloudFront. */
  List<Probe.Direct> direct() {
    return probes.stream()
        .filter(Probe.Direct.class::isInstance)
        .map(Probe.Direct.class::cast)
        .toList();
  }

  /** The probes through distributions. */
  List<Probe.Through> through() {
    return probes.stream()
        .filter(Probe.Through.class::isInstance)
        .map(Probe.Through.class::cast)
        .toList();
  }
}
