package io.originlock.gate;

import io.originlock.examine.GateTraits;
import io.originlock.model.LockException;
import io.originlock.settings.Environment;
import java.util.Set;

/** A kind of gate. All that is particular to one begins here; the registry names no more of it. */
public interface GateKind {

  /** Its name in the configuration: {@code api-key}. */
  String label();

  /** The tags by which gates of this kind know what they made: nobody else may set them. */
  default Set<String> ownTags() {
    return Set.of();
  }

  /** What judges must know of a gate of this kind before there is one. */
  GateTraits proposed();

  /**
   * Reads its own settings and builds the gate.
   *
   * @throws LockException if one of its settings is missing or malformed, by its name
   */
  InstalledGate install(Environment settings, Workshop workshop);
}
