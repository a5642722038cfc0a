package io.originlock.lab.spread;

import io.originlock.lab.net.Daemons;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Carries changes to several receivers, to each at its own time. A receiver never goes back: a
 * change that arrives after a newer one of the same subject is dropped.
 *
 * <p>A test drives it by hand after {@link #hold()}: nothing arrives but what it releases.
 *
 * @param <T> what a change holds
 */
public final class Spread<T> implements AutoCloseable {

  /** Where changes arrive. */
  @FunctionalInterface
  public interface Arrival<T> {
    /** The change of this subject has reached the receiver. */
    void arrived(int receiver, String subject, T change);
  }

  private record Change<T>(long number, String subject, T content) {}

  private final int receivers;
  private final Delays delays;
  private final Arrival<T> arrival;
  private final ScheduledExecutorService clockwork =
      Executors.newScheduledThreadPool(2, Daemons.named("spread"));
  private final List<List<Change<T>>> waiting = new ArrayList<>();
  private final List<Map<String, Long>> taken = new ArrayList<>();
  private long number;
  private boolean held;

  public Spread(int receivers, Delays delays, Arrival<T> arrival) {
    this.receivers = receivers;
    this.delays = delays;
    this.arrival = arrival;
    IntStream.range(0, receivers)
        .forEach(
            receiver -> {
              waiting.add(new ArrayList<>());
              taken.add(new HashMap<>());
            });
  }

  /** Sends a change of a subject on its way. */
  public synchronized void push(String subject, T content) {
    Change<T> change = new Change<>(++number, subject, content);
    List<Duration> drawn = delays.draw(receivers);
    for (int receiver = 0; receiver < receivers; receiver++) {
      waiting.get(receiver).add(change);
      if (!held) {
        schedule(receiver, change, drawn.get(receiver));
      }
    }
  }

  private void schedule(int receiver, Change<T> change, Duration delay) {
    if (delay.isZero()) {
      deliver(receiver, change);
    } else {
      clockwork.schedule(
          () -> deliverUnlessHeld(receiver, change), delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void deliverUnlessHeld(int receiver, Change<T> change) {
    if (!held && waiting.get(receiver).contains(change)) {
      deliver(receiver, change);
    }
  }

  private void deliver(int receiver, Change<T> change) {
    waiting.get(receiver).remove(change);
    long newest = taken.get(receiver).getOrDefault(change.subject(), 0L);
    if (change.number() > newest) {
      taken.get(receiver).put(change.subject(), change.number());
      arrival.arrived(receiver, change.subject(), change.content());
    }
  }

  /** From now on nothing arrives, not even what is on its way, but what is released by hand. */
  public synchronized void hold() {
    held = true;
  }

  /** Lets one receiver have all that waits for it, in order. */
  public synchronized void release(int receiver) {
    for (Change<T> change : List.copyOf(waiting.get(receiver))) {
      deliver(receiver, change);
    }
  }

  /** Lets every receiver have all that waits for it. */
  public void releaseAll() {
    IntStream.range(0, receivers).forEach(this::release);
  }

  /** Ends {@link #hold()}: what waits arrives now, what follows by the delays again. */
  public synchronized void resume() {
    held = false;
    releaseAll();
  }

  /** How many receivers still wait for a change. */
  public synchronized int behind() {
    return (int) waiting.stream().filter(changes -> !changes.isEmpty()).count();
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
  }
}
