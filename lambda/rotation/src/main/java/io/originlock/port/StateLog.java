package io.originlock.port;

import io.originlock.model.LockState;
import java.util.List;
import java.util.Optional;

/** The lock's memory: an append-only log of states in which the newest is the state. */
public interface StateLog {

  /**
   * The newest state. What it tells of times more than a minute after it was stored counts as when
   * it was stored: its writer's clock was ahead of AWS's.
   *
   * @throws LockException if it is malformed or of a version that this worker does not know
   */
  Optional<LockState> newest();

  /** Whether the newest state, as it was read last, was of a writer whose clock was ahead. */
  boolean wroteAhead();

  /** The highest sequence number in the log, readable or not; 0 for an empty log. */
  long lastSequence();

  /**
   * Whether this state, as it was written or as it is read, is still there and no newer one has
   * been written.
   */
  boolean isNewest(LockState state);

  /**
   * Writes {@code state} as the successor of its own sequence number minus one, creating it or
   * failing.
   *
   * @throws LostRaceException if another invocation has written that number first, or the log has
   *     gone on so far since that this number was pruned
   */
  void append(LockState state);

  /** The states that are still kept, oldest first; entries that cannot be read are left out. */
  List<LockState> history();

  /** Deletes old entries beyond those that are kept as history. */
  void prune();

  /** Deletes the whole log, oldest first, so that a crash half way leaves the newest. */
  void erase();
}
