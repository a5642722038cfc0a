package io.originlock.simulation;

import io.originlock.model.LockState;
import io.originlock.port.Published;
import io.originlock.simulation.Fleet.Distribution;
import io.originlock.simulation.Fleet.Edge;

/** Sees every change of the model's world the moment it happens; masks are of {@link Values}. */
public interface Observer {
  /** A distribution's configuration was written; {@code before} is what it presented. */
  void configured(Distribution distribution, long before, Cause cause);

  /** An edge got its distribution's configuration. */
  void edgeChanged(Edge edge, long before);

  /** The gate itself changed; its hosts learn of it later. */
  void gateChanged(long before, long after, Cause cause);

  /** A host learned of a change. */
  void hostChanged(int host, long before, long after, Cause cause);

  /** A distribution came, left, or was disabled. */
  void fleetChanged();

  /** A state was written. */
  void appended(LockState state, Cause cause);

  /** The published document was written. */
  void published(Published.Document document, Cause cause);
}
