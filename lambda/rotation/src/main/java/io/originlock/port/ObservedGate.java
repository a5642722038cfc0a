package io.originlock.port;

import io.originlock.model.SecretId;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Observed state of a gate.
 *
 * @param honoured the known secrets that it lets through; while it is open they are prepared
 * @param open whether it lets everything through; false where the worker does not open the gate
 * @param alone whether nothing else is there that only the lock should write
 * @param version what the gate is changed under, so that a change since then is noticed; empty
 *     where AWS has no such thing
 * @param demand what Terraform must know of it
 * @param others those of the honoured that only somebody else's keys let through, which the lock
 *     cannot take away
 */
public record ObservedGate(
    Set<SecretId> honoured,
    boolean open,
    boolean alone,
    String version,
    Demand demand,
    Set<SecretId> others) {

  /** That of a gate at which all that is honoured is the lock's. */
  public ObservedGate(
      Set<SecretId> honoured, boolean open, boolean alone, String version, Demand demand) {
    this(honoured, open, alone, version, demand, Set.of());
  }

  /** That of a gate of which Terraform need not know more than the headers. */
  public ObservedGate(Set<SecretId> honoured, boolean open, boolean alone, String version) {
    this(honoured, open, alone, version, Demand.NONE);
  }

  public ObservedGate {
    honoured = Collections.unmodifiableSet(new TreeSet<>(honoured));
    others = Set.copyOf(others);
  }

  /** That of a gate which the worker does not open, whose secrets stand beside others'. */
  public static ObservedGate of(Set<SecretId> honoured) {
    return of(honoured, Set.of());
  }

  /**
   * The same where others' keys let some through.
   *
   * @param own what the lock's keys let through
   * @param others what only others' keys do
   */
  public static ObservedGate of(Set<SecretId> own, Set<SecretId> others) {
    Set<SecretId> honoured = new TreeSet<>(own);
    honoured.addAll(others);
    return new ObservedGate(honoured, false, true, "", Demand.NONE, others);
  }
}
