package io.originlock.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that moves only when told, and lets what is due happen on the way, in order. */
final class VirtualTime extends Clock implements Pause {
  private record Due(Instant at, long order, Runnable what) {}

  private final PriorityQueue<Due> agenda =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private final Runnable afterEach;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long order;

  /**
   * @param afterEach runs after every event: the invariants are looked at there
   */
  VirtualTime(Runnable afterEach) {
    this.afterEach = afterEach;
  }

  void at(Instant when, Runnable what) {
    agenda.add(new Due(when.isBefore(now) ? now : when, order++, what));
  }

  @Override
  public void sleep(Duration duration) {
    Instant end = now.plus(duration);
    while (!agenda.isEmpty() && !agenda.peek().at().isAfter(end)) {
      Due due = agenda.poll();
      now = due.at();
      due.what().run();
      afterEach.run();
    }
    now = end;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
