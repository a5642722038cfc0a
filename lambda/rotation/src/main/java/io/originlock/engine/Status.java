package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.model.SecretId;
import io.originlock.port.Inspection;
import java.util.List;
import java.util.Set;

/**
 * How a lock stands, in full.
 *
 * @param distributions what each distribution presents
 * @param honoured the secrets that the gate lets through
 * @param inspection how the deployed API stands behind the gate
 * @param history the newest states, oldest first
 */
public record Status(
    List<Member> distributions,
    Set<SecretId> honoured,
    Inspection inspection,
    List<LockState> history) {

  /**
   * One distribution of the lock.
   *
   * @param id its id
   * @param presents the ids of the known secrets that it presents
   * @param foreign how many of the gate's headers on it carry a secret that the lock does not know
   * @param deployed whether every edge has its configuration
   */
  public record Member(String id, List<SecretId> presents, int foreign, boolean deployed) {}
}
