package io.originlock.lab.demo;

import io.originlock.lab.LabException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what must become so. */
final class Await {

  private static final long LOOK_MILLIS = 200;

  private Await() {}

  /**
   * Says whether the condition came true in time.
   *
   * @param between called before every look
   */
  static boolean until(BooleanSupplier condition, Duration longest, Clock clock, Runnable between) {
    Instant deadline = clock.instant().plus(longest);
    while (true) {
      between.run();
      if (condition.getAsBoolean()) {
        return true;
      }
      if (clock.instant().isAfter(deadline)) {
        return false;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new LabException("the demo", "wait", "Interrupted.", stopped);
      }
    }
  }
}
