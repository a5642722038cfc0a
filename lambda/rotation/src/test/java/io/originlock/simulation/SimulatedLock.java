package io.originlock.simulation;

import io.originlock.engine.Action;
import io.originlock.engine.Lock;
import io.originlock.engine.Reply;
import io.originlock.engine.Reply.Outcome;
import io.originlock.engine.Request;
import io.originlock.engine.Settings;
import io.originlock.model.Header;
import io.originlock.model.LockState;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.port.Acceptance;
import io.originlock.port.Journal;
import io.originlock.port.Published;
import io.originlock.port.World;
import io.originlock.simulation.Gateway.Key;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A lock in the model, driven step by step by a test of one situation. */
public final class SimulatedLock {
  private static final Duration PATIENCE = Duration.ofSeconds(25);
  private static final Duration BETWEEN_TICKS = Duration.ofSeconds(35);
  private static final int MOST_TICKS = 1500;
  private static final int LATENCY = 20;

  private final Trace trace = new Trace(true);
  private final VirtualTime time;
  private final Aws aws;
  private final Violations violations;
  private final Watch watch;
  private int requests;
  private int probes;
  private int changesBefore;

  /**
   * @param demanded whether the deployed API demands the secret from the beginning
   */
  public SimulatedLock(Shape shape, long seed, boolean demanded) {
    this.time =
        new VirtualTime(
            task -> {
              throw new IllegalStateException("Nothing overlaps in a test of one situation.");
            });
    this.aws = new Aws(shape, seed, time, trace);
    this.violations = new Violations(time, trace);
    this.watch = new Watch(aws, violations);
    aws.observer(watch);
    aws.demanded = demanded;
  }

  /** Two distributions of eight edges, four hosts; a propagation of 4 min, a soak of 5. */
  public static Shape shape(Acceptance acceptance) {
    return shape(
        switch (acceptance) {
          case ANY_OF -> GateKind.KEYS;
          case ALL_OF -> GateKind.REQUIREMENT;
        });
  }

  /** The same with this kind of gate. */
  public static Shape shape(GateKind gate) {
    return new Shape(gate, 2, 8, 4, 240_000, 60_000, LATENCY, 300_000, 600_000, 2_000, 900_000);
  }

  /** Carries out a request as an invocation whose clock is that much ahead, or behind. */
  public Reply ask(Action action, Duration ahead) {
    Clock clock = Clock.offset(time, ahead);
    Request request = new Request(action, "request-" + ++requests, false, false);
    watch.books().asked(request.id());
    return new Lock("sim", aws.world, settings(), clock, time, journal())
        .handle(request, clock.instant().plus(PATIENCE));
  }

  public Reply ask(Action action) {
    return ask(action, aws.world);
  }

  /** The same in a world that a test has bent. */
  public Reply ask(Action action, World world) {
    return ask(new Request(action, "request-" + ++requests, false, false), world, journal());
  }

  /** Puts the lock on, and has its gate closed where the worker closes it. */
  public void engage() {
    ask(Action.ENGAGE);
    settle();
    if (state().awaitsEnforcement()) {
      ask(Action.ENFORCE);
      settle();
    }
  }

  /** Carries out a request as a new invocation would. */
  public Reply ask(Request request) {
    return ask(request, aws.world, journal());
  }

  /** The same in a world that a test has bent. */
  public Reply ask(Request request, World world, Journal journal) {
    watch.books().asked(request.id());
    return new Lock("sim", world, settings(), time, time, journal)
        .handle(request, time.instant().plus(PATIENCE));
  }

  /** Ticks once a minute until the lock rests, or fails the test. */
  public void settle() {
    for (int tick = 0; tick < MOST_TICKS; tick++) {
      if (ask(Action.TICK).outcome() != Outcome.WAITING) {
        return;
      }
      time.sleep(BETWEEN_TICKS);
    }
    throw new AssertionError("Not at rest after " + MOST_TICKS + " ticks.\n" + story());
  }

  /** From now on viewers are watched: the invariants hold for every edge and every host. */
  public void watch() {
    watch.begin();
  }

  /** Viewers are refused for a while, and that is known. */
  public void lookAway() {
    watch.pause();
  }

  /** The invariants that were seen broken. */
  public List<String> violations() {
    return violations.all().stream().map(Object::toString).toList();
  }

  /** All that happened. */
  public String story() {
    return String.join("\n", trace.lines());
  }

  public Settings settings() {
    Settings usual = aws.shape.settings();
    return new Settings(
        usual.soak(),
        usual.soakLimit(),
        usual.grace(),
        usual.memory(),
        probes == 0 ? usual.probesInARow() : probes,
        usual.poll());
  }

  /** From now on so many probes in a row must pass. */
  void probes(int number) {
    probes = number;
  }

  public VirtualTime time() {
    return time;
  }

  public World world() {
    return aws.world;
  }

  /** The newest state; null if there is no log. */
  public LockState state() {
    List<LockState> all = log();
    return all.isEmpty() ? null : all.get(all.size() - 1);
  }

  /** Every state of the log, oldest first. */
  public List<LockState> log() {
    List<LockState> all = new ArrayList<>();
    aws.ledger.live().values().forEach(entry -> all.add(entry.state));
    return all;
  }

  /** Somebody deletes the log by hand. */
  public void loseLog() {
    watch.books().rewritten();
    watch.graceIsOff(false);
    List.copyOf(aws.ledger.live().keySet()).forEach(aws.ledger::delete);
  }

  public Published.Document published() {
    return aws.ledger.published(0);
  }

  /** The secrets that the gate lets through. */
  public Set<SecretId> held() {
    return aws.gateway.keys().stream()
        .map(key -> key.secret.id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  public Set<SecretValue> heldValues() {
    return aws.gateway.keys().stream().map(key -> key.secret.value()).collect(Collectors.toSet());
  }

  /** Somebody takes a key away by hand. */
  public void loseKey(SecretId id) {
    List<Key> keys = aws.gateway.keys();
    for (Key key : List.copyOf(keys)) {
      if (key.secret.id().equals(id)) {
        aws.gateway.delete(key, somebody());
      }
    }
  }

  /** Somebody begins to change the API's draft, or has finished and deploys it. */
  public void work(boolean begins) {
    aws.gateway.work(begins, somebody());
  }

  public List<Header> configured(String distribution) {
    return aws.fleet.find(distribution).headers;
  }

  /** Somebody else writes the header of a distribution. */
  public void write(String distribution, List<Header> headers) {
    watch.graceIsOff(false);
    aws.fleet.configure(aws.fleet.find(distribution), headers, somebody());
  }

  /** Something that happens by itself after a while. */
  public void later(Duration delay, Runnable what) {
    time.at(time.now() + delay.toMillis(), what);
  }

  public List<Header> headers(SecretValue value) {
    return List.of(aws.values.header(value));
  }

  /** Counts what changes in the world from now on. */
  public void countChanges() {
    changesBefore = watch.changes();
  }

  public int changes() {
    return watch.changes() - changesBefore;
  }

  private Cause somebody() {
    return new Cause("somebody", true, time.now());
  }

  private Journal journal() {
    return new Journal() {
      @Override
      public void decided(String rule, String what) {
        trace.tell(time.now(), "worker", () -> rule + " " + what);
      }

      @Override
      public void warned(String rule, String what) {
        trace.tell(time.now(), "worker", () -> rule + " warning: " + what);
      }

      @Override
      public void happened(Occurrence occurrence) {
        trace.tell(time.now(), "worker", () -> "counts " + occurrence);
      }
    };
  }
}
