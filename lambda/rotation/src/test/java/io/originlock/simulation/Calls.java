package io.originlock.simulation;

import io.originlock.model.LockException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Carries out the worker's calls: each takes its time, and some go wrong. */
public final class Calls {
  /** The shortest that a call takes, in milliseconds. */
  private static final long LEAST = 10;

  /** When the worker gives a call up, in milliseconds. */
  private static final long TIME_OUT = 25_000;

  private final VirtualTime time;
  private final Trace trace;
  private final long seed;
  private final long latency;
  private final int[] counts = new int[Operation.values().length];
  private final Map<Mishap.Kind, Integer> happened = new EnumMap<>(Mishap.Kind.class);
  private List<Mishap> armed = List.of();
  private Runnable onMishap = () -> {};
  private int total;
  private int made;
  private long staleness;

  Calls(VirtualTime time, Trace trace, long seed, long latency) {
    this.time = time;
    this.trace = trace;
    this.seed = seed;
    this.latency = latency;
  }

  /** From now on calls are counted for these mishaps. */
  public void arm(List<Mishap> mishaps, Runnable whenOneHappens) {
    armed = mishaps;
    onMishap = whenOneHappens;
    total = 0;
    java.util.Arrays.fill(counts, 0);
  }

  public void disarm() {
    armed = List.of();
  }

  public int made() {
    return made;
  }

  Map<Mishap.Kind, Integer> happened() {
    return happened;
  }

  /** By how much the read that is being answered lags behind, in milliseconds. */
  long staleness() {
    return staleness;
  }

  /**
   * @param effect what the call does to the world and brings back, given whose doing it is
   * @throws LockException if the call fails
   */
  <T> T make(Operation operation, Function<Cause, T> effect) {
    made++;
    total++;
    int nth = ++counts[operation.ordinal()];
    Invocation caller = time.current();
    long took =
        LEAST
            + Noise.below(
                latency - LEAST,
                seed,
                caller == null ? 0 : caller.key,
                caller == null ? made : caller.calls++,
                1);
    Mishap mishap = armed.isEmpty() ? null : due(operation, nth);
    if (mishap != null) {
      return goWrong(mishap, operation, effect, took);
    }
    pass(took);
    trace.mark(time.now(), operation.ordinal(), 0);
    return effect.apply(cause());
  }

  private Mishap due(Operation operation, int nth) {
    for (Mishap mishap : armed) {
      boolean itsTurn =
          mishap.operation() == null
              ? mishap.nth() == total
              : mishap.operation() == operation && mishap.nth() == nth;
      if (itsTurn && !exempt(mishap, operation)) {
        return mishap;
      }
    }
    return null;
  }

  /**
   * No move of a stage is conditional, so that of a process that freezes between its last look at
   * the state, which is the last thing before it, and the call can undo another's: no fence stops
   * that, and it is a known limit.
   */
  private static boolean exempt(Mishap mishap, Operation operation) {
    return mishap.kind() == Mishap.Kind.STALLED && operation == Operation.DEPLOY;
  }

  private <T> T goWrong(Mishap mishap, Operation operation, Function<Cause, T> effect, long took) {
    happened.merge(mishap.kind(), 1, Integer::sum);
    trace.tell(time.now(), who(), () -> "MISHAP at " + operation + ", " + mishap);
    trace.mark(time.now(), 100 + mishap.kind().ordinal(), operation.ordinal());
    onMishap.run();
    try {
      return switch (mishap.kind()) {
        case THROTTLED, FAILS_BEFORE -> {
          pass(took);
          throw failure(operation, "failed: " + mishap.kind());
        }
        case FAILS_AFTER -> {
          pass(took);
          effect.apply(cause());
          throw failure(operation, "failed after it took effect");
        }
        case NEVER_ANSWERS -> {
          pass(TIME_OUT);
          throw failure(operation, "was not answered");
        }
        case ANSWER_LOST -> {
          later(effect, mishap.millis());
          pass(TIME_OUT);
          throw failure(operation, "was not answered");
        }
        case DIES_BEFORE -> throw new Died();
        case DIES_AFTER -> {
          pass(took);
          effect.apply(cause());
          throw new Died();
        }
        case STALE_READ -> {
          pass(took);
          staleness = operation.ssmRead() ? mishap.millis() : 0;
          try {
            yield effect.apply(cause());
          } finally {
            staleness = 0;
          }
        }
        case SLOW -> {
          pass(mishap.millis());
          yield effect.apply(cause());
        }
        case OUT_OF_TIME -> {
          later(effect, mishap.millis());
          pass(60_000);
          throw new Died();
        }
        case STALLED -> {
          time.sleepUntil(time.now() + mishap.millis());
          trace.tell(time.now(), who(), () -> "wakes up at " + operation);
          onMishap.run();
          yield effect.apply(cause());
        }
      };
    } finally {
      onMishap.run();
    }
  }

  /** Takes effect though the caller doesn't hear of it. */
  private void later(Function<Cause, ?> effect, long millis) {
    Cause cause = cause();
    time.at(
        time.now() + millis,
        () -> {
          try {
            effect.apply(cause);
          } catch (LockException e) {
            // AWS refused it, and nobody hears of that either.
          }
        });
  }

  private void pass(long millis) {
    Invocation caller = time.current();
    long end = time.now() + millis;
    if (caller != null && end > caller.limit) {
      time.sleepUntil(caller.limit);
      trace.tell(time.now(), who(), () -> "is killed at its time limit");
      throw new Died();
    }
    time.sleepUntil(end);
  }

  private String who() {
    Invocation caller = time.current();
    return caller == null ? "by hand" : caller.name;
  }

  Cause cause() {
    Invocation caller = time.current();
    return caller == null
        ? new Cause(who(), false, time.now())
        : new Cause(who(), false, caller.readBegan, caller.told);
  }

  private static LockException failure(Operation operation, String how) {
    return new LockException("the model's " + operation, how + ".", "Try again.");
  }
}
