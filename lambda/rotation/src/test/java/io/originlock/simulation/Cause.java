package io.originlock.simulation;

import io.originlock.simulation.Fleet.Edge;

/**
 * Whose doing a change is.
 *
 * @param name who
 * @param foreign whether it was a deed that the lock is not answerable for
 * @param knew until when the doer can have seen what others did
 * @param told when the doer was told who belongs to the lock
 */
public record Cause(String name, boolean foreign, long knew, long told) {

  /** Of one who knows at any time who belongs to the lock. */
  public Cause(String name, boolean foreign, long knew) {
    this(name, foreign, knew, knew);
  }

  /** Whether what an edge presents cannot have been seen by the doer. */
  boolean cannotKnow(Edge edge) {
    return edge.cause.foreign() && edge.writtenAt >= knew || edge.distribution.joinedAt > told;
  }
}
