package io.originlock.engine;

/**
 * The last look before a change: an invocation whose state is not the newest any more must not
 * change anything.
 */
final class Fence {
  private final StateLog log;

  Fence(StateLog log) {
    this.log = log;
  }

  /**
   * @throws LostRaceException if another invocation has written a newer state
   */
  void pass(LockState state) {
    if (!log.isNewest(state)) {
      throw new LostRaceException("state " + state.sequence());
    }
  }
}
