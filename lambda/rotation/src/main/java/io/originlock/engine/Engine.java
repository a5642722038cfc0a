package io.originlock.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the world equal to what the lock's stage wants, and goes on to the next stage when it may.
 *
 * <p>A rotation, its resumption after a crash and the healing of somebody else's change are this
 * one code path. Each step applies these rules in order and acts on the first that has something to
 * do:
 *
 * <ol>
 *   <li>R1, guard: what a distribution presents against the stage's will is written down, and that
 *       secret stays honoured until the repair has settled and soaked.
 *   <li>R2, honour: the gate honours what the stage wants; it narrows only when every edge presents
 *       what it should, and has for a soak.
 *   <li>R3, publish: Terraform reads what will be presented before CloudFront is told.
 *   <li>R4, present: distributions that differ are told, unless that would exchange a secret that
 *       works for one that has not soaked.
 *   <li>R5, settle: the moment at which every edge had it is written down once.
 *   <li>R6, advance: the exit conditions hold, the next stage is written down.
 *   <li>R7, confirm: a retired secret is seen refused.
 *   <li>R8, next: a rotation that was asked for meanwhile begins.
 * </ol>
 *
 * Intent comes first: a state is written before anything acts on it. Before every change the engine
 * asks whether its state is still the newest; an invocation that woke up late changes nothing.
 */
public final class Engine {
  /**
   * States that one invocation may write. Two rotations in a row write twelve; more is a fight,
   * with another writer or with an answer of AWS's that lags behind, and the next tick looks again.
   */
  private static final int MOVES = 20;

  private final World world;
  private final Settings settings;
  private final Clock clock;
  private final Pause pause;
  private final Journal journal;
  private final Guard guard;
  private final Exits exits;
  private final Transitions transitions;

  public Engine(World world, Settings settings, Clock clock, Pause pause, Journal journal) {
    this.world = world;
    this.settings = settings;
    this.clock = clock;
    this.pause = pause;
    this.journal = journal;
    this.guard = new Guard(world.gate(), settings.memory());
    this.exits = new Exits(world, settings, journal);
    this.transitions = new Transitions(world.gate().rollover());
  }

  /**
   * Takes steps until there is nothing to do, or nothing to do before the deadline.
   *
   * @param start the newest state, as this invocation read or wrote it
   * @param deadline when to return "waiting" at the latest, but for the length of one step
   * @throws LostRaceException if another invocation went on meanwhile
   * @throws LockException if AWS or the setup is at fault; the next invocation goes on from here
   */
  public Progress run(LockState start, Instant deadline) {
    return run(start, deadline, false);
  }

  /**
   * The same; {@code hurried} skips every exit condition, for an API that goes away with its lock.
   */
  Progress run(LockState start, Instant deadline, boolean hurried) {
    LockState state = start;
    int moves = 0;
    while (state.stage() != Stage.OPEN) {
      Step step = step(state, hurried);
      state = step.state();
      if (step.moved()) {
        if (++moves == MOVES) {
          journal.warned("R0", "Nothing stays as it was put: the next tick looks again.");
          return new Progress(state, Optional.of(fight()));
        }
        continue;
      }
      Optional<Duration> nap = nap(step.awaiting(), deadline);
      if (nap.isEmpty()) {
        return new Progress(state, step.awaiting());
      }
      pause.sleep(nap.get());
    }
    cleanUp(state);
    return new Progress(state, Optional.empty());
  }

  /** One step's outcome: a newer state, or the same and what it waits for, if anything. */
  private record Step(LockState state, boolean moved, Optional<Wait> awaiting) {}

  private Step step(LockState state, boolean hurried) {
    StagePlan plan = world.gate().rollover().plan(state.stage());
    List<Header> wanted = wanted(state, plan);
    List<Presentation> seen = world.distributions().read();
    List<Presentation> differing = seen.stream().filter(p -> !p.shows(wanted)).toList();

    Optional<LockState> noticed = noticeStrays(state, plan, seen, differing);
    if (noticed.isPresent()) {
      return moved(write(noticed.get()));
    }
    Optional<LockState> honoured = honour(state, plan, differing);
    if (honoured.isPresent()) {
      return moved(honoured.get());
    }
    if (differing.isEmpty()) {
      publish(state, wanted);
    } else {
      List<Presentation> held = held(state, plan, differing);
      if (held.size() < differing.size()) {
        publish(state, wanted);
      }
      differing.stream().filter(p -> !held.contains(p)).forEach(p -> present(state, p, wanted));
      if (!held.isEmpty()) {
        return waiting(
            state,
            new Wait(
                "the gate's new secret to soak before CloudFront is told to present it",
                "nothing: it ends by itself",
                state.honouredAt().plus(settings.soak())));
      }
      if (!hurried) {
        return waiting(state, propagation(differing));
      }
    }
    if (differing.isEmpty() && state.settledAt() == null) {
      List<Presentation> unsettled = seen.stream().filter(p -> !p.deployed()).toList();
      if (unsettled.isEmpty()) {
        journal.decided("R5", "Every edge presents what " + state.stage().label() + " wants.");
        return moved(write(state.change("settled").settledAt(clock.instant()).build()));
      }
      if (!hurried) {
        return waiting(state, propagation(unsettled));
      }
    }
    return leaveOrRest(state, seen, hurried);
  }

  private List<Header> wanted(LockState state, StagePlan plan) {
    return world.gate().present(Rollover.cast(state, plan.presented()));
  }

  // R1
  private Optional<LockState> noticeStrays(
      LockState state, StagePlan plan, List<Presentation> seen, List<Presentation> differing) {
    if (differing.isEmpty()) {
      return Optional.empty();
    }
    Set<SecretId> strays = new LinkedHashSet<>();
    if (world.gate().rollover() == Rollover.ANY_OF) {
      strays.addAll(guard.presented(state, seen, clock.instant()));
      Rollover.cast(state, plan.honoured()).forEach(secret -> strays.remove(secret.id()));
      strays.removeAll(state.lingering());
    }
    if (strays.isEmpty() && state.settledAt() == null) {
      return Optional.empty();
    }
    journal.happened(Journal.Occurrence.GUARD_ACTED);
    journal.decided(
        "R1",
        "The headers of "
            + names(differing)
            + " are not the lock's"
            + (strays.isEmpty() ? "." : ": they present " + strays + ", honoured until repaired."));
    return Optional.of(
        state.change("somebody else changed the headers").linger(strays).settledAt(null).build());
  }

  // R2
  private Optional<LockState> honour(
      LockState state, StagePlan plan, List<Presentation> differing) {
    Gate gate = world.gate();
    Set<SecretId> inPlace = gate.honoured(state.known());
    boolean mayNarrow =
        differing.isEmpty()
            && state.settledAt() != null
            && !clock.instant().isBefore(state.settledAt().plus(settings.soak()));
    if (mayNarrow && !state.lingering().isEmpty()) {
      journal.decided("R2", "No edge presents " + state.lingering() + " any more.");
      return Optional.of(write(state.change("repaired").nothingLingers().build()));
    }
    HonourPlan honours = HonourPlan.of(gate.rollover(), state, plan, inPlace, mayNarrow);
    if (state.honouredAt() != null && honours.stageLacks()) {
      journal.decided("R2", "The gate lacks a secret that it had: it is put back.");
      return Optional.of(write(state.change("the gate lost a secret").honouredAt(null).build()));
    }
    if (honours.due() || gate.opensItself() && state.honouredAt() == null) {
      fence(state);
      if (gate.honour(honours.honoured())) {
        journal.decided("R2", "The gate honours " + honours.ids() + ".");
      }
    }
    return state.honouredAt() == null
        ? Optional.of(
            write(state.change("honoured by the gate").honouredAt(clock.instant()).build()))
        : Optional.empty();
  }

  // R3
  private void publish(LockState state, List<Header> wanted) {
    boolean same =
        world.published().read().map(document -> document.headers().equals(wanted)).orElse(false);
    if (!same) {
      fence(state);
      world.published().write(new Published.Document(state.sequence(), wanted));
      journal.decided("R3", "What " + state.stage().label() + " presents is published.");
    }
  }

  // R4
  private void present(LockState state, Presentation distribution, List<Header> wanted) {
    fence(state);
    if (world.distributions().present(distribution.distribution(), wanted)) {
      journal.decided("R4", distribution.distribution() + " was told what to present.");
    }
  }

  /** The distributions whose present secret works, while the one to come has not soaked yet. */
  private List<Presentation> held(LockState state, StagePlan plan, List<Presentation> differing) {
    Instant now = clock.instant();
    if (plan.open() || !now.isBefore(state.honouredAt().plus(settings.soak()))) {
      return List.of();
    }
    Set<SecretId> honoured = world.gate().honoured(state.known());
    return differing.stream().filter(p -> guard.servesNow(state, p, honoured, now)).toList();
  }

  private Step leaveOrRest(LockState state, List<Presentation> seen, boolean hurried) {
    Instant now = clock.instant();
    if (state.stage() != Stage.IDLE) {
      Optional<Wait> unmet = hurried ? Optional.empty() : exits.firstUnmet(state, seen, now);
      if (unmet.isPresent()) {
        return new Step(state, false, unmet);
      }
      LockState next = transitions.advance(state, now);
      journal.decided("R6", state.stage().label() + " is left for " + next.stage().label() + ".");
      return moved(write(next));
    }
    if (!state.lingering().isEmpty() || state.settledAt().plus(settings.soak()).isAfter(now)) {
      Instant soaked = state.settledAt().plus(settings.soak());
      return waiting(
          state,
          new Wait(
              "the soak after a repair, until " + soaked, "nothing: it ends by itself", soaked));
    }
    if (state.retired().stream().anyMatch(retired -> !retired.refused())) {
      return confirm(state);
    }
    if (state.pending() != null && !state.paused()) {
      journal.decided("R8", "The rotation that was asked for meanwhile begins.");
      return moved(write(startRotation(state, state.pending())));
    }
    world.log().prune();
    return new Step(state, false, Optional.empty());
  }

  // R7
  private Step confirm(LockState state) {
    Retired newest = state.retired().stream().filter(r -> !r.refused()).findFirst().orElseThrow();
    Prober.Probe probe = world.prober().direct(world.gate().present(List.of(newest.secret())));
    if (probe.verdict() == Prober.Verdict.PASSED) {
      return waiting(
          state,
          new Wait(
              "the API to refuse " + newest.secret().id(),
              "a deleted key dies within minutes; if not, look for another key of that value",
              null));
    }
    if (probe.verdict() == Prober.Verdict.INCONCLUSIVE) {
      journal.happened(Journal.Occurrence.PROBE_INCONCLUSIVE);
      journal.warned(
          "R7",
          "A probe could not tell whether " + newest.secret().id() + " is dead: " + probe.detail());
    }
    journal.decided("R7", newest.secret().id() + " is refused.");
    return moved(
        write(
            state
                .change(newest.secret().id() + " is dead")
                .retired(state.retired().stream().map(Retired::seenRefused).toList())
                .build()));
  }

  /** The state in which a rotation from this idle one begins, with a new secret. */
  LockState startRotation(LockState idle, String request) {
    Secret incoming = new Secret(idle.nextId(), world.gate().generate(), clock.instant());
    return transitions.start(idle, incoming, request, clock.instant());
  }

  /** Writes a state that somebody asked for, before anything acts on it. */
  LockState write(LockState next) {
    world.log().append(next);
    return next;
  }

  /** An invocation that is not the newest any more must not change anything. */
  private void fence(LockState state) {
    if (!world.log().isNewest(state)) {
      throw new LostRaceException("state " + state.sequence());
    }
  }

  /** What the lock waits for, looking only. */
  Optional<Wait> awaiting(LockState state) {
    List<Header> wanted = wanted(state, world.gate().rollover().plan(state.stage()));
    List<Presentation> late =
        world.distributions().read().stream()
            .filter(p -> !p.shows(wanted) || state.settledAt() == null && !p.deployed())
            .toList();
    return late.isEmpty()
        ? exits.firstUnmet(state, List.of(), clock.instant())
        : Optional.of(propagation(late));
  }

  /** The lock is off: its keys, what it published and its state go, the state last. */
  private void cleanUp(LockState open) {
    fence(open);
    Set<SecretId> all =
        open.retired().stream().map(r -> r.secret().id()).collect(Collectors.toSet());
    world.gate().honour(new Honoured(true, List.of(), all));
    if (world
        .published()
        .read()
        .map(d -> d.sequence() != 0 || !d.headers().isEmpty())
        .orElse(false)) {
      world.published().write(new Published.Document(0, List.of()));
    }
    world.log().erase();
    journal.decided("R6", "The lock is off; its keys and its state are deleted.");
  }

  private Optional<Duration> nap(Optional<Wait> wait, Instant deadline) {
    if (wait.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Instant wake = now.plus(settings.poll());
    Instant notBefore = wait.get().notBefore();
    if (notBefore != null && notBefore.isAfter(now)) {
      // To the very moment: a soak's end is known, so no poll interval is wasted on it.
      wake = notBefore;
    }
    return wake.isAfter(deadline) ? Optional.empty() : Optional.of(Duration.between(now, wake));
  }

  private static Step moved(LockState state) {
    return new Step(state, true, Optional.empty());
  }

  private static Step waiting(LockState state, Wait wait) {
    return new Step(state, false, Optional.of(wait));
  }

  private static Wait fight() {
    return new Wait(
        "what was put in place to stay there",
        "who else changes the lock's keys or headers: CloudTrail names them",
        null);
  }

  private static Wait propagation(List<Presentation> distributions) {
    return new Wait(
        "CloudFront to bring the change of " + names(distributions) + " to every edge",
        "the status of the distribution: Deployed within minutes, rarely within an hour",
        null);
  }

  private static String names(List<Presentation> distributions) {
    return distributions.stream().map(Presentation::distribution).collect(Collectors.joining(", "));
  }
}
