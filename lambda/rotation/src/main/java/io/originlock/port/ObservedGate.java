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
 */
public record ObservedGate(
    Set<SecretId> honoured, boolean open, boolean alone, String version, Demand demand) {

  /** That of a gate of which Terraform need not know more than the headers. */
  public ObservedGate(Set<SecretId> honoured, boolean open, boolean alone, String version) {
    this(honoured, open, alone, version, Demand.NONE);
  }

  public ObservedGate {
    honoured = Collections.unmodifiableSet(new TreeSet<>(honoured));
  }

  /** That of a gate which the worker does not open, whose secrets stand beside others'. */
  public static ObservedGate of(Set<SecretId> honoured) {
    return new ObservedGate(honoured, false, true, "");
  }
}
