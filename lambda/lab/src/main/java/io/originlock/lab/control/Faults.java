package io.originlock.lab.control;

import io.originlock.lab.LabException;
import io.originlock.lab.moto.WireReply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Makes chosen calls fail, before or after they took effect. */
public final class Faults implements Handler {
  private final Callers callers;
  private final List<Fault> faults = new CopyOnWriteArrayList<>();

  public Faults(Callers callers) {
    this.callers = callers;
  }

  /** When a fault strikes. */
  public enum Moment {
    /** The call has no effect. */
    BEFORE,
    /** The call took effect; its caller doesn't learn of it. */
    AFTER
  }

  /** What happens to a call. */
  public sealed interface Effect {
    /** The service's throttling error. */
    record Throttle() implements Effect {}

    /** What the service answers while something else is changed, or not yet everywhere. */
    record TryAgain() implements Effect {}

    /** An error of the service, its code made for the occasion. */
    record Error(int status, String code) implements Effect {}

    /** The connection closes without an answer. */
    record Drop() implements Effect {}

    /** The call goes on after a while. */
    record Delay(Duration duration) implements Effect {}

    /** The calling process dies by SIGKILL. */
    record KillCaller() implements Effect {}
  }

  /**
   * Injects a fault.
   *
   * @param when the calls that it may strike
   * @param skip how many such calls go unharmed first
   * @param times how many calls it strikes at most
   */
  public Fault inject(Predicate<Call> when, Moment moment, Effect effect, int skip, int times) {
    Fault fault = new Fault(when, moment, effect, skip, times);
    faults.add(fault);
    return fault;
  }

  /** Strikes the next such call. */
  public Fault injectOnce(Predicate<Call> when, Moment moment, Effect effect) {
    return inject(when, moment, effect, 0, 1);
  }

  /** Ends all faults. */
  public void clear() {
    faults.clear();
  }

  /** Calls of an operation. */
  public static Predicate<Call> operation(String name) {
    return call -> call.operation().equals(name);
  }

  /** Calls by a function. */
  public static Predicate<Call> by(String function) {
    return call -> call.caller().name().equals(function);
  }

  /** Calls by any function. */
  public static Predicate<Call> byFunctions() {
    return call -> call.caller().isFunction();
  }

  /** The first attempt of each such call: an SDK repeats a call under one and the same id. */
  public static Predicate<Call> firstAttempts(Predicate<Call> when) {
    Set<String> calls = ConcurrentHashMap.newKeySet();
    return call -> when.test(call) && calls.add(call.attemptsId().orElse(""));
  }

  /** Every attempt of the first such call that falls into this time from its first one. */
  public static Predicate<Call> firstCallFor(Predicate<Call> when, Duration duration) {
    AtomicReference<Call> first = new AtomicReference<>();
    return call ->
        when.test(call)
            && (first.compareAndSet(null, call) || same(first.get(), call))
            && call.time().isBefore(first.get().time().plus(duration));
  }

  /** All such calls that fall into this time from the first one. */
  public static Predicate<Call> fromTheFirstFor(Predicate<Call> when, Duration duration) {
    AtomicReference<Call> first = new AtomicReference<>();
    return call -> {
      if (!when.test(call)) {
        return false;
      }
      first.compareAndSet(null, call);
      return call.time().isBefore(first.get().time().plus(duration));
    };
  }

  private static boolean same(Call one, Call other) {
    Optional<String> id = one.attemptsId();
    return id.isPresent() && id.equals(other.attemptsId());
  }

  @Override
  public WireReply handle(Call call, Next next) {
    return faults.stream()
        .filter(fault -> fault.strikes(call))
        .findFirst()
        .map(fault -> strike(fault, call, next))
        .orElseGet(() -> next.proceed(call));
  }

  private WireReply strike(Fault fault, Call call, Next next) {
    try {
      return struck(fault, call, next);
    } finally {
      fault.answered.incrementAndGet();
    }
  }

  private WireReply struck(Fault fault, Call call, Next next) {
    if (fault.moment == Moment.AFTER) {
      WireReply reply = next.proceed(call);
      return apply(fault.effect, call, ignored -> reply);
    }
    return apply(fault.effect, call, next);
  }

  private WireReply apply(Effect effect, Call call, Next next) {
    if (effect instanceof Effect.Throttle) {
      return AwsErrors.throttled(call.service());
    }
    if (effect instanceof Effect.TryAgain) {
      return AwsErrors.tryAgainLater(call.service());
    }
    if (effect instanceof Effect.Error error) {
      return AwsErrors.reply(call.service(), error.status(), error.code(), "A fault of the lab's");
    }
    if (effect instanceof Effect.Delay delay) {
      sleep(delay.duration());
      return next.proceed(call);
    }
    if (effect instanceof Effect.KillCaller && call.caller().isFunction()) {
      callers.kill(call.caller());
    }
    return WireReply.dropped();
  }

  private static void sleep(Duration duration) {
    try {
      TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("a fault", "delay a call", "Interrupted.", e);
    }
  }

  /** A fault that was injected. */
  public final class Fault {
    private final Predicate<Call> when;
    private final Moment moment;
    private final Effect effect;
    private final int skip;
    private final int times;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    private Fault(Predicate<Call> when, Moment moment, Effect effect, int skip, int times) {
      this.when = when;
      this.moment = moment;
      this.effect = effect;
      this.skip = skip;
      this.times = times;
    }

    /** How many calls it has struck. */
    public int struck() {
      return Math.min(times, Math.max(0, seen.get() - skip));
    }

    /** Whether every call that it has struck is over, be it that its caller waits no more. */
    public boolean over() {
      return answered.get() == struck();
    }

    /** Ends it. */
    public void remove() {
      faults.remove(this);
    }

    private boolean strikes(Call call) {
      if (!when.test(call)) {
        return false;
      }
      int number = seen.getAndIncrement();
      return number >= skip && number - skip < times;
    }
  }
}
