package io.originlock.port;

import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import java.util.List;
import java.util.Set;

/**
 * Desired state of a gate.
 *
 * @param open whether the gate lets everything through; the secrets are prepared all the same, so
 *     that closing it later refuses nobody
 * @param secrets the secrets to let through, in no order
 * @param removable ids that the state records as retired or revoked: the only ones whose keys or
 *     rules a gate may take away. Whatever else it finds (unknown, newer, somebody else's) it
 *     leaves alone
 * @param alone whether nothing else may stay in what only the lock should write. Until every edge
 *     shows what it should, a secret that the state never heard of may be one that they still send,
 *     as after a log was rebuilt
 */
public record DesiredGate(
    boolean open, List<Secret> secrets, Set<SecretId> removable, boolean alone) {

  /** The same of a gate in which nothing is the lock's alone. */
  public DesiredGate(boolean open, List<Secret> secrets, Set<SecretId> removable) {
    this(open, secrets, removable, false);
  }

  public DesiredGate {
    secrets = List.copyOf(secrets);
    removable = Set.copyOf(removable);
  }
}
