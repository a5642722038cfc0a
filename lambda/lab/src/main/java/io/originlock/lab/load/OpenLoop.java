package io.originlock.lab.load;

import io.originlock.lab.net.Daemons;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls for work at a steady rate, whether the work before is done or not, as the world does. Ends
 * by itself after a number of calls or a time.
 */
public final class OpenLoop implements AutoCloseable {

  /** One unit of work. */
  @FunctionalInterface
  public interface Work {
    /**
     * @param number from 0 on
     * @param due when it should have begun: a late start counts as its latency
     */
    void run(long number, Instant due);
  }

  /** Enough for the demo's rate with every request taking a quarter of a second. */
  private static final int THREADS = 40;

  private final ScheduledExecutorService metronome =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("metronome"));
  private final ExecutorService workers =
      Executors.newFixedThreadPool(THREADS, Daemons.named("load"));
  private final AtomicLong started = new AtomicLong();
  private final NavigableSet<Long> underWay = new ConcurrentSkipListSet<>();
  private final Work work;
  private final Clock clock;
  private final Instant begin;
  private final double perSecond;
  private final long most;

  private OpenLoop(Work work, double perSecond, long most, Clock clock) {
    this.work = work;
    this.perSecond = perSecond;
    this.most = most;
    this.clock = clock;
    this.begin = clock.instant();
  }

  /**
   * Begins.
   *
   * @param perSecond greater than 0
   * @param longest ends after this time at the latest
   */
  public static OpenLoop start(Work work, double perSecond, Duration longest, Clock clock) {
    long limit = (long) Math.ceil(longest.toMillis() / 1000.0 * perSecond);
    OpenLoop loop = new OpenLoop(work, perSecond, limit, clock);
    // Every 5 ms all that has become due: a timer for each call would drift.
    loop.metronome.scheduleAtFixedRate(loop::callDue, 0, 5, TimeUnit.MILLISECONDS);
    return loop;
  }

  private void callDue() {
    double elapsed = Duration.between(begin, clock.instant()).toNanos() / 1e9;
    long due = Math.min(most, (long) (elapsed * perSecond) + 1);
    for (long number = started.get(); number < due; number = started.incrementAndGet()) {
      long current = number;
      Instant when = begin.plusNanos((long) (current / perSecond * 1e9));
      underWay.add(current);
      workers.execute(() -> run(current, when));
    }
  }

  private void run(long number, Instant when) {
    try {
      work.run(number, when);
    } finally {
      underWay.remove(number);
    }
  }

  /** Whether every call with a number less than this one is done. */
  public boolean doneBefore(long number) {
    Long oldest = underWay.ceiling(0L);
    return started.get() >= number && (oldest == null || oldest >= number);
  }

  /** How many calls were made. */
  public long started() {
    return started.get();
  }

  /** Ends the calls and waits for those under way, 15 s at most. */
  @Override
  public void close() {
    metronome.shutdownNow();
    workers.shutdown();
    try {
      metronome.awaitTermination(1, TimeUnit.SECONDS);
      if (!workers.awaitTermination(15, TimeUnit.SECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException stopped) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
