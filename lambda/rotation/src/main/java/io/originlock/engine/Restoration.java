package io.originlock.engine;

import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.LockState.Change;
import io.originlock.model.MalformedStateException;
import io.originlock.model.Retired;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.model.Secrets;
import io.originlock.model.Stage;
import io.originlock.port.Gate;
import io.originlock.port.Journal;
import io.originlock.port.Pause;
import io.originlock.port.Published;
import io.originlock.port.World;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Notices a log that is lost or broken, and rebuilds it from what the gate holds and the
 * distributions present, so that nobody is refused: whatever is presented stays honoured until the
 * repair has settled and soaked.
 */
final class Restoration {
  /** Looks at a log that seems to have lost its end, before it is said to have. */
  private static final int LOOKS = 3;

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  private final String name;
  private final World world;
  private final Clock clock;
  private final Pause pause;
  private final Journal journal;

  Restoration(String name, World world, Clock clock, Pause pause, Journal journal) {
    this.name = name;
    this.world = world;
    this.clock = clock;
    this.pause = pause;
    this.journal = journal;
  }

  /**
   * The state to go on from; that of an open lock if the log is empty.
   *
   * @throws LockException if the log is shorter than what was published, or cannot be read
   */
  LockState newest() {
    Optional<LockState> newest = world.log().newest();
    for (int look = 1; published() > newest.map(LockState::sequence).orElse(0L); look++) {
      if (look < LOOKS) {
        // A listing may be a moment old, and another invocation may have published meanwhile.
        pause.sleep(BETWEEN_LOOKS);
        newest = world.log().newest();
        continue;
      }
      throw new LockException(
          "state log of lock " + name,
          "it ends before the state that published what CloudFront presents.",
          "Nothing was changed. Use restore, which rebuilds it from the gate and CloudFront.");
    }
    return newest.orElseGet(() -> LockState.open(clock.instant()));
  }

  /** True if nothing of the log is lost, and its newest state can be read. */
  boolean logIsWhole() {
    try {
      return published() <= world.log().lastSequence()
          && (world.log().newest().isPresent()
              || world.log().lastSequence() == 0 && world.gate().lastId().isEmpty());
    } catch (MalformedStateException e) {
      journal.warned("R0", e.getMessage());
      return false;
    }
  }

  /**
   * The state that a restoration would write, under a number above every one that was used.
   *
   * @throws LockException if nothing of the lock is left anywhere
   */
  LockState plan() {
    long sequence = Math.max(world.log().lastSequence(), published()) + 1;
    Instant now = clock.instant();
    Set<SecretValue> presented = presented();
    List<Secret> survivors =
        world.now(false).gate().survivors(presented).stream()
            .map(secret -> secret.createdAt() == null ? secret.madeAt(now) : secret)
            .sorted(Comparator.comparing(Secret::id))
            .toList();
    SecretId next = survivors.isEmpty() ? new SecretId(1) : last(survivors).id().next();
    Map<SecretValue, Secret> known = new HashMap<>();
    Set<SecretId> given = new HashSet<>();
    for (Secret secret : survivors) {
      // What somebody copied has the mark of the original: a state tells its secrets by their ids.
      if (!known.containsKey(secret.value())) {
        boolean free = given.add(secret.id());
        known.put(secret.value(), free ? secret : new Secret(next, secret.value(), now));
        next = free ? next : next.next();
      }
    }
    survivors = known.values().stream().sorted(Comparator.comparing(Secret::id)).toList();
    for (SecretValue value : presented) {
      // Presented, but the gate has lost it: it is put back under a name of its own.
      if (!known.containsKey(value)) {
        known.put(value, new Secret(next, value, now));
        next = next.next();
      }
    }
    if (known.isEmpty()) {
      throw new LockException(
          "lock " + name,
          "restoring found no secret of it, neither in the gate nor presented.",
          "Engage it again.");
    }
    Secret current = choose(survivors, presented, known);
    List<Secret> others =
        known.values().stream()
            .filter(secret -> !secret.equals(current))
            .sorted(Comparator.comparing(Secret::id).reversed())
            .toList();
    Set<SecretId> lingering =
        Rollover.ids(others.stream().filter(secret -> presented.contains(secret.value())).toList());
    LockState idle =
        LockState.of(
            sequence - 1,
            Stage.IDLE,
            now,
            new Secrets(
                current,
                null,
                others.stream().map(secret -> new Retired(secret, now, false, false)).toList(),
                lingering),
            "lost");
    Change change = idle.change("restored from the gate and the distributions");
    // What lets everyone in is closed by nobody but who asks for it.
    return seenOpen(known.values())
        ? change.enter(Stage.ENGAGE, now).requests(all -> all.enforced(false, now)).build()
        : change.build();
  }

  private boolean seenOpen(Collection<Secret> known) {
    Gate gate = world.now(false).gate();
    return gate.opensItself() && gate.observe(known).open();
  }

  /** What writing this plan comes to, the end of a sentence. */
  static String describe(LockState plan) {
    return "state "
        + plan.sequence()
        + ", "
        + plan.stage().label()
        + ", with "
        + plan.current().id()
        + " as the current secret and "
        + plan.retired().stream().map(r -> r.secret().id().toString()).toList()
        + " retired; what is presented today stays honoured until it is repaired.";
  }

  private long published() {
    return world.published().read().map(Published.Document::sequence).orElse(0L);
  }

  /**
   * The newest secret that is both presented and held by the gate: it works today. Else the newest
   * that is presented, else the newest that is held.
   */
  private static Secret choose(
      List<Secret> survivors, Set<SecretValue> presented, Map<SecretValue, Secret> known) {
    Optional<Secret> working =
        survivors.stream()
            .filter(secret -> presented.contains(secret.value()))
            .reduce((older, newer) -> newer);
    Stream<Secret> shown =
        presented.stream().map(known::get).sorted(Comparator.comparing(Secret::id));
    return working.or(() -> shown.reduce((older, newer) -> newer)).orElseGet(() -> last(survivors));
  }

  private Set<SecretValue> presented() {
    Gate gate = world.gate();
    Set<SecretValue> values = new LinkedHashSet<>();
    Stream.concat(
            world.now(false).distributions().read().stream()
                .flatMap(distribution -> distribution.allHeaders().stream()),
            world.published().read().stream().flatMap(document -> document.headers().stream()))
        .forEach(header -> gate.carriedBy(header).ifPresent(values::add));
    return values;
  }

  private static Secret last(List<Secret> sorted) {
    return sorted.get(sorted.size() - 1);
  }
}
