package io.originlock.handler;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * Tells the time of the day at the start of an invocation, and goes on from there without a leap:
 * how long an invocation waits, and whether a soak ends within it, is no matter of whether somebody
 * sets the clock meanwhile.
 */
final class SteadyClock extends Clock {
  private final Clock wall;
  private final LongSupplier nanoTime;
  private Instant began;
  private long beganAt;

  /**
   * @param nanoTime a clock that never goes back, in nanoseconds: {@code System::nanoTime}
   */
  SteadyClock(Clock wall, LongSupplier nanoTime) {
    this.wall = wall;
    this.nanoTime = nanoTime;
    begin();
  }

  /** Takes the time of the day: the process may have been frozen since. */
  void begin() {
    began = wall.instant();
    beganAt = nanoTime.getAsLong();
  }

  @Override
  public Instant instant() {
    return began.plusNanos(nanoTime.getAsLong() - beganAt);
  }

  @Override
  public ZoneId getZone() {
    return wall.getZone();
  }

  /** Of no zone but the wall clock's: nothing here tells of days. */
  @Override
  public Clock withZone(ZoneId zone) {
    return wall.withZone(zone);
  }
}
