package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.port.Journal;
import io.originlock.port.Journal.Occurrence;
import io.originlock.port.StateLog;
import java.time.Instant;

/**
 * Says when the clocks of invocations are apart: what soaks by one of them may not have soaked by
 * another. Waits are as long as this invocation's clock makes them.
 */
final class Clocks {
  private Clocks() {}

  static void compare(StateLog log, LockState state, Instant now, Journal journal) {
    if (log.wroteAhead()) {
      journal.happened(Occurrence.CLOCK);
      journal.warned(
          "R0",
          "The newest state tells of times after it was written down: its worker's clock was"
              + " ahead. They count as when it was written.");
    } else if (state.tellsOfMoreThan(now)) {
      journal.happened(Occurrence.CLOCK);
      journal.warned(
          "R0",
          "The newest state tells of times that are still to come: this worker's clock is behind,"
              + " and waits last that much longer.");
    }
  }
}
