package io.originlock.simulation;

import io.originlock.port.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * A clock that moves only when everybody sleeps, and then to what is due next.
 *
 * <p>Invocations are threads in lock step: exactly one has the baton, and it is handed over only in
 * {@link #sleep}, when another invocation is due before the sleeper. So two of them interleave at
 * every call that takes time, always in the same way. Where nothing overlaps no baton is handed at
 * all: the sleeper itself lets happen what is due meanwhile.
 *
 * <p>Times are milliseconds since {@link #START}.
 */
public final class VirtualTime extends Clock implements Pause {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Due> agenda = new PriorityQueue<>(64);
  private final Executor spare;
  private final Strand main = new Strand();
  private final Deque<Strand> idle = new ArrayDeque<>();
  private final List<Strand> asleep = new ArrayList<>();
  private Strand running = main;
  private long now;
  private long order;
  private int alive;
  private boolean over;
  private Throwable failure;

  /**
   * @param spare runs the invocations that overlap others, each on a thread of its own
   */
  public VirtualTime(Executor spare) {
    this.spare = spare;
    main.thread = Thread.currentThread();
  }

  private static final class Due implements Comparable<Due> {
    private final long at;
    private final long order;
    private final Runnable event;
    private final Invocation start;
    private final Strand resume;

    private Due(long at, long order, Runnable event, Invocation start, Strand resume) {
      this.at = at;
      this.order = order;
      this.event = event;
      this.start = start;
      this.resume = resume;
    }

    @Override
    public int compareTo(Due other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  /** A thread that can have the baton. */
  private static final class Strand {
    private volatile boolean baton;
    private volatile Thread thread;
    private Invocation invocation;
    private Invocation task;
    private boolean dismissed;
  }

  public long now() {
    return now;
  }

  /** The moment so many milliseconds after the start. */
  static Instant instant(long at) {
    return START.plusMillis(at);
  }

  public void at(long when, Runnable event) {
    agenda.add(new Due(Math.max(when, now), order++, event, null, null));
  }

  public void start(long when, Invocation invocation) {
    agenda.add(new Due(Math.max(when, now), order++, null, invocation, null));
  }

  /** The invocation that has the baton; null for the driver. */
  public Invocation current() {
    return running.invocation;
  }

  /** How many invocations have begun and not ended. */
  int alive() {
    return alive;
  }

  /** Ends {@link #run}: whatever sleeps dies. */
  public void stop() {
    over = true;
  }

  /** Lets happen what is on the agenda, until somebody stops it or nothing is left. */
  public void run() {
    main.thread = Thread.currentThread();
    loop(main);
    if (failure != null) {
      throw new IllegalStateException("The simulation itself failed.", failure);
    }
  }

  @Override
  public void sleep(Duration duration) {
    sleepUntil(now + duration.toMillis());
  }

  void sleepUntil(long end) {
    Strand me = running;
    agenda.add(new Due(Math.max(end, now), order++, null, null, me));
    while (true) {
      if (over && me.invocation != null) {
        throw new Died();
      }
      Due due = agenda.poll();
      now = due.at;
      if (due.resume == me) {
        return;
      }
      if (due.event != null) {
        due.event.run();
        continue;
      }
      asleep.add(me);
      hand(due.resume != null ? due.resume : strandFor(due.start), me);
      asleep.remove(me);
      if (over && me.invocation != null) {
        throw new Died();
      }
      return;
    }
  }

  private Strand strandFor(Invocation invocation) {
    Strand strand = idle.poll();
    if (strand == null) {
      Strand fresh = new Strand();
      spare.execute(
          () -> {
            fresh.thread = Thread.currentThread();
            await(fresh);
            loop(fresh);
          });
      strand = fresh;
    }
    strand.task = invocation;
    return strand;
  }

  /** Gives the baton away and waits to get it back. */
  private void hand(Strand to, Strand me) {
    pass(to);
    await(me);
  }

  private void pass(Strand to) {
    running = to;
    to.baton = true;
    LockSupport.unpark(to.thread);
  }

  private static void await(Strand me) {
    while (!me.baton) {
      LockSupport.park(me);
    }
    me.baton = false;
  }

  private void loop(Strand me) {
    while (!me.dismissed) {
      if (me.task != null) {
        perform(me);
      } else if (over) {
        if (!leave(me)) {
          return;
        }
      } else {
        next(me);
      }
    }
  }

  private void next(Strand me) {
    Due due = agenda.poll();
    if (due == null) {
      over = true;
      return;
    }
    now = due.at;
    if (due.event != null) {
      try {
        due.event.run();
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    } else if (due.start != null) {
      me.task = due.start;
    } else {
      idle.push(me);
      hand(due.resume, me);
    }
  }

  private void perform(Strand me) {
    me.invocation = me.task;
    me.task = null;
    alive++;
    try {
      me.invocation.body.run();
    } catch (Died e) {
      // As it would in a process of its own: nobody hears of it.
    } catch (RuntimeException | Error e) {
      fail(e);
    } finally {
      alive--;
      me.invocation = null;
    }
  }

  private void fail(Throwable e) {
    failure = failure == null ? e : failure;
    over = true;
  }

  /** At the end: wakes the sleepers to let them die, then the main strand; whether to go on. */
  private boolean leave(Strand me) {
    if (!asleep.isEmpty()) {
      idle.push(me);
      hand(asleep.get(asleep.size() - 1), me);
      return true;
    }
    if (me != main) {
      idle.remove(main);
      pass(main);
      return false;
    }
    for (Strand strand : idle) {
      strand.dismissed = true;
      strand.baton = true;
      LockSupport.unpark(strand.thread);
    }
    idle.clear();
    return false;
  }

  @Override
  public Instant instant() {
    return instant(now);
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
