package io.originlock.lab.ledger;

import io.originlock.lab.control.AwsCall;
import io.originlock.lab.gate.GateView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Keeps what happened, and counts it: requests, configurations on their way, secrets, calls to AWS.
 * All threads may write at once.
 */
public final class Ledger {

  private final Propagations propagations;
  private final Secrets secrets;
  private final Duration lag;
  private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
  private final List<AwsCall> calls = new CopyOnWriteArrayList<>();
  private final List<Instant> fired = new CopyOnWriteArrayList<>();
  private volatile Instant over = Instant.MAX;
  private final AtomicLong viewers = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong intruders = new AtomicLong();
  private final AtomicLong passed = new AtomicLong();

  /**
   * @param edges how many edges there are
   * @param lag how long a host may honour a secret that was retired
   * @param gate what honours them
   */
  public Ledger(int edges, Duration lag, GateView gate) {
    this.propagations = new Propagations(edges);
    this.lag = lag;
    this.secrets = new Secrets(gate);
  }

  /** To listen to the edges with. */
  public Propagations propagations() {
    return propagations;
  }

  /** To listen to the API's hosts and to the edges with. */
  public Secrets secrets() {
    return secrets;
  }

  /** A request was answered, or failed. */
  public void record(Outcome outcome) {
    outcomes.add(outcome);
    if (outcome.kind().intruder()) {
      intruders.incrementAndGet();
      if (trespassed(outcome)) {
        passed.incrementAndGet();
      }
    } else {
      viewers.incrementAndGet();
      if (!outcome.passed()) {
        refused.incrementAndGet();
      }
    }
  }

  /** The worker called AWS. */
  public void called(AwsCall call) {
    calls.add(call);
  }

  /** The rotation's schedule fires now. */
  public void rotationFired(Instant at) {
    fired.add(at);
  }

  /** What the worker does from now on belongs to no rotation any more. */
  public void rotationsOver(Instant at) {
    over = at;
  }

  /** Viewers' requests so far. */
  public long viewerRequests() {
    return viewers.get();
  }

  /** Of those, the ones that were not answered 2xx. */
  public long viewerRefused() {
    return refused.get();
  }

  /** Intruders' requests so far. */
  public long intruderRequests() {
    return intruders.get();
  }

  /** Of those, the ones that passed. */
  public long intruderPassed() {
    return passed.get();
  }

  /** Everything that was recorded, in no order. */
  public List<Outcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /** The requests in figures. */
  public Totals totals() {
    List<Outcome> all = outcomes();
    List<Long> latencies =
        all.stream()
            .filter(o -> !o.kind().intruder())
            .map(o -> o.latency().toMillis())
            .sorted()
            .toList();
    return new Totals(
        count(all, o -> !o.kind().intruder()),
        count(all, o -> !o.kind().intruder() && !o.passed()),
        count(all, o -> o.kind().intruder()),
        count(all, this::trespassed),
        count(all, o -> o.kind() == Kind.OLD_KEY && o.passed() && !trespassed(o)),
        all.stream()
            .filter(o -> o.kind() == Kind.SUPERSEDED && o.passed())
            .map(Outcome::since)
            .max(Duration::compareTo),
        all.stream()
            .filter(o -> !o.kind().intruder() && !o.passed())
            .collect(Collectors.groupingBy(Ledger::reason, TreeMap::new, Collectors.counting())),
        byKind(all, o -> true),
        byKind(all, this::trespassed),
        percentile(latencies, 0.5),
        percentile(latencies, 0.99));
  }

  /**
   * Whether somebody passed who must not: an old key counts from its retirement and the lag on. For
   * how long a superseded secret may pass is the lock's matter, see {@link
   * Totals#longestSuperseded()}.
   */
  public boolean trespassed(Outcome outcome) {
    return outcome.kind().intruder()
        && outcome.kind() != Kind.SUPERSEDED
        && outcome.passed()
        && (outcome.since() == null || outcome.since().compareTo(lag) >= 0);
  }

  /** The rotations in figures, the last one perhaps still under way. */
  public List<Rotation> rotations() {
    List<Rotation> all = new ArrayList<>();
    for (int i = 0; i < fired.size(); i++) {
      Instant from = fired.get(i);
      Instant to = i + 1 < fired.size() ? fired.get(i + 1) : over;
      all.add(rotation(i + 1, from, to));
    }
    return List.copyOf(all);
  }

  private Rotation rotation(int number, Instant from, Instant to) {
    Predicate<Instant> within = at -> !at.isBefore(from) && at.isBefore(to);
    List<Propagations.Pushed> pushes =
        propagations.pushes().stream().filter(push -> within.test(push.at())).toList();
    List<SecretLife> lives = secrets.lives();
    Optional<SecretLife> incoming =
        lives.stream().filter(life -> within.test(life.askedAt())).findFirst();
    Optional<SecretLife> old =
        lives.stream()
            .filter(life -> life.retiredAt().filter(within).isPresent())
            .filter(life -> life.askedAt().isBefore(from))
            .findFirst();
    List<AwsCall> window = calls.stream().filter(call -> within.test(call.time())).toList();
    Instant lastWrite =
        window.stream()
            .filter(AwsCall::writes)
            .map(AwsCall::time)
            .max(Instant::compareTo)
            .orElse(from);
    return new Rotation(
        number,
        from,
        incoming.map(SecretLife::askedAt),
        pushes.stream().findFirst().map(Propagations.Pushed::at),
        pushes.isEmpty() ? Optional.empty() : propagations.everywhereAt(pushes.get(0).version()),
        old.flatMap(SecretLife::retiredAt),
        old.flatMap(SecretLife::lastStoppedAt),
        window.stream()
            .filter(call -> !call.time().isAfter(lastWrite))
            .collect(
                Collectors.groupingBy(
                    call -> call.service() + ":" + call.operation(),
                    TreeMap::new,
                    Collectors.counting())),
        window.stream().filter(AwsCall::writes).count());
  }

  private static String reason(Outcome outcome) {
    return outcome.failure() == null ? "HTTP " + outcome.status() : outcome.failure();
  }

  private static long count(List<Outcome> all, Predicate<Outcome> which) {
    return all.stream().filter(which).count();
  }

  private static Map<Kind, Long> byKind(List<Outcome> all, Predicate<Outcome> which) {
    return all.stream()
        .filter(which)
        .collect(Collectors.groupingBy(Outcome::kind, TreeMap::new, Collectors.counting()));
  }

  private static long percentile(List<Long> sorted, double share) {
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
