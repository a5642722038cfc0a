package io.originlock.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes the world equal to what the lock's stage wants, and goes on to the next stage when it may.
 *
 * <p>A rotation, its resumption after a crash and the healing of somebody else's change are this
 * one code path. Each step applies these rules in order and acts on the first that has something to
 * do:
 *
 * <ol>
 *   <li>R1, guard: what a distribution presents against the stage's will is written down, and that
 *       secret stays honoured until the repair has settled and soaked. Repairs are counted, and
 *       wait longer each time for a second writer that fights.
 *   <li>R2, honour: the gate honours what the stage wants; it narrows only when every edge presents
 *       what it should, and has for a soak.
 *   <li>R3, publish: Terraform reads what will be presented before CloudFront is told.
 *   <li>R4, present: distributions that differ are told, unless that would exchange a secret that
 *       works for one that has not soaked.
 *   <li>R5, settle: the moment at which every edge had it is written down once.
 *   <li>R6, advance: the exit conditions hold, the next stage is written down; or they never will,
 *       and the rotation is taken back.
 *   <li>R7, confirm: a retired secret is seen refused.
 *   <li>R8, next: a rotation that was asked for meanwhile, or the next try of one, begins.
 * </ol>
 *
 * <p>Intent comes first: a state is written before anything acts on it. Before every change the
 * engine asks whether its state is still the newest; an invocation that woke up late changes
 * nothing.
 */
final class Engine {
  /**
   * States that one invocation may write. Two rotations in a row write fourteen; more is an answer
   * of AWS's that lags behind, again and again, and the next tick looks again.
   */
  private static final int MOVES = 20;

  private final World world;
  private final Settings settings;
  private final Clock clock;
  private final Pause pause;
  private final Journal journal;
  private final Fence fence;
  private final Publishing publishing;
  private final Guard guard;
  private final Exits exits;
  private final Waits waits;
  private final Transitions transitions;
  private final Resting resting;

  Engine(World world, Settings settings, Clock clock, Pause pause, Journal journal) {
    this.world = world;
    this.settings = settings;
    this.clock = clock;
    this.pause = pause;
    this.journal = journal;
    this.fence = new Fence(world.log());
    this.publishing = new Publishing(world.published(), fence, journal);
    this.guard = new Guard(world.gate(), settings.memory());
    this.exits = new Exits(world, settings, journal);
    this.waits = new Waits(settings, clock, journal);
    this.transitions = new Transitions(world.gate().rollover());
    this.resting =
        new Resting(
            world,
            settings,
            clock,
            journal,
            exits,
            waits,
            new Rotations(world.gate(), transitions, clock));
  }

  /** How an invocation comes to its state. */
  enum Manner {
    /** It read it: what differs from it was changed by somebody else, or left by a crash. */
    RESUMED,
    /** It wrote it: what differs was not told yet. */
    BEGUN,
    /** It wrote it for an API that goes away with its lock: no exit condition is waited for. */
    HURRIED
  }

  /**
   * Takes steps until there is nothing to do, or nothing to do before the deadline.
   *
   * @param start the newest state, as this invocation read or wrote it
   * @param deadline when to return "waiting" at the latest, but for the length of one step
   * @throws LostRaceException if another invocation went on meanwhile
   * @throws LockException if AWS or the setup is at fault, or a rotation had to be taken back; the
   *     next invocation goes on from here
   */
  Progress run(LockState start, Instant deadline, Manner manner) {
    LockState state = start;
    boolean mayTell = manner != Manner.RESUMED;
    int moves = 0;
    while (state.stage() != Stage.OPEN) {
      Step step = step(state, mayTell, manner == Manner.HURRIED);
      state = step.state();
      mayTell = step.mayTell();
      if (step.moved()) {
        if (++moves == MOVES) {
          journal.happened(Journal.Occurrence.FIGHT);
          journal.warned("R0", "Nothing stays as it was put: the next tick looks again.");
          return new Progress(state, Optional.of(Waits.nothingStays()));
        }
        continue;
      }
      Optional<Duration> nap = nap(step.awaiting(), deadline);
      if (nap.isEmpty()) {
        return new Progress(state, step.awaiting().map(waits.overdue(state)));
      }
      pause.sleep(nap.get());
    }
    fence.pass(state);
    new Teardown(world, journal).run(state, manner == Manner.HURRIED);
    journal.decided("R6", "The lock is off; its keys and its state are deleted.");
    return new Progress(state, Optional.empty());
  }

  private Step step(LockState state, boolean mayTell, boolean hurried) {
    Sight sight = Sight.of(world, state, settings.soak(), clock.instant());
    List<Presentation> held = held(state, sight);
    Optional<Step> earlier =
        noticeStrays(state, sight, held, mayTell)
            .or(() -> honour(state, sight, mayTell, hurried))
            .or(() -> tell(state, sight, held, mayTell, hurried))
            .or(() -> settle(state, sight, hurried));
    if (earlier.isPresent()) {
      return earlier.get();
    }
    return state.stage() == Stage.IDLE ? rest(state, sight) : leave(state, sight, hurried);
  }

  // R1
  private Optional<Step> noticeStrays(
      LockState state, Sight sight, List<Presentation> held, boolean mayTell) {
    if (sight.agrees()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Set<SecretId> strays = new LinkedHashSet<>();
    if (world.gate().rollover() == Rollover.ANY_OF) {
      strays.addAll(guard.presented(state, sight.seen(), now));
      Rollover.cast(state, sight.plan().honoured()).forEach(secret -> strays.remove(secret.id()));
      strays.removeAll(state.lingering());
    }
    boolean repair =
        !mayTell
            && held.size() < sight.differing().size()
            && !now.isBefore(Patience.REPAIRS.next(state.repairs()));
    if (strays.isEmpty() && !repair && state.settledAt() == null) {
      return Optional.empty();
    }
    journal.happened(Journal.Occurrence.GUARD_ACTED);
    journal.decided(
        "R1",
        "The headers of "
            + Sight.names(sight.differing())
            + " are not the lock's"
            + (strays.isEmpty() ? "." : ": they present " + strays + ", honoured until repaired."));
    LockState.Change change =
        state.change("the headers differ from the lock's").linger(strays).settledAt(null);
    if (repair) {
      change.repairs(state.repairs().again(now));
      if (sight.lost(state)) {
        // One repair for both: counted by itself, R2's would wait for this one, for ever.
        change.notHonoured(sight.servesPresented());
      }
    }
    return Optional.of(Step.moved(write(change.build()), mayTell || repair));
  }

  // R2
  private Optional<Step> honour(LockState state, Sight sight, boolean mayTell, boolean hurried) {
    HonourPlan honours = sight.honours();
    Instant now = clock.instant();
    if (honours.withheld()) {
      // Presented first, then demanded: until then the rules below bring the headers there.
      return afterHeaders(state, sight, () -> waits.soakOrPropagation(state, sight), mayTell);
    }
    if (sight.lost(state)) {
      Instant next = Patience.REPAIRS.next(state.repairs());
      if (now.isBefore(next)) {
        return Optional.of(Step.waiting(state, waits.fight(state), mayTell));
      }
      // Written before the gate is told: a crash in between must not leave an old time to be
      // believed.
      boolean lacks = honours.stageLacks();
      journal.decided(
          "R2",
          lacks
              ? "The gate lacks a secret that it had: it is put back."
              : "The gate is not as the lock left it: it is put right.");
      LockState.Change change =
          state
              .change(lacks ? "the gate lost a secret" : "the gate was changed")
              .notHonoured(sight.servesPresented());
      return Optional.of(
          Step.moved(write(change.repairs(state.repairs().again(now)).build()), mayTell));
    }
    if (honours.due()) {
      fence.pass(state);
      try {
        if (world
            .gate()
            .honour(
                honours.honoured(),
                sight.gate(),
                demand -> publishing.announce(state, sight, demand))) {
          boolean everyone = world.gate().opensItself() && honours.honoured().open();
          journal.decided(
              "R2",
              "The gate honours " + honours.ids() + (everyone ? ", and lets everyone in." : "."));
        }
      } catch (OvertakenException e) {
        journal.decided("R2", e.getMessage() + " It is looked at again.");
        return Optional.of(Step.moved(state, mayTell));
      } catch (HinderedException e) {
        journal.warned("R2", "The gate is not changed before this is over: " + e.getMessage());
        if (!hurried) {
          return afterHeaders(state, sight, e::until, mayTell);
        }
      }
    }
    return state.honouredAt() == null
        ? Optional.of(
            Step.moved(
                write(
                    state
                        .change("honoured by the gate")
                        .honoured(clock.instant(), sight.servesPresented())
                        .build()),
                mayTell))
        : Optional.empty();
  }

  /** What keeps the gate from being changed does not keep the headers from being mended. */
  private static Optional<Step> afterHeaders(
      LockState state, Sight sight, Supplier<Wait> wait, boolean mayTell) {
    return sight.agrees() && state.settledAt() != null
        ? Optional.of(Step.waiting(state, wait.get(), mayTell))
        : Optional.empty();
  }

  // R4
  private Optional<Step> tell(
      LockState state, Sight sight, List<Presentation> held, boolean mayTell, boolean hurried) {
    if (sight.agrees()) {
      publishing.presented(state, sight);
      return Optional.empty();
    }
    List<Presentation> due = sight.differing().stream().filter(p -> !held.contains(p)).toList();
    if (!due.isEmpty() && !mayTell) {
      return Optional.of(Step.waiting(state, waits.fight(state), false));
    }
    if (held.isEmpty()) {
      publishing.presented(state, sight);
    }
    due.forEach(each -> present(state, each, sight.wantedOf(each)));
    if (!held.isEmpty()) {
      Instant soaked = state.servedAt().plus(settings.soak());
      return Optional.of(
          Step.waiting(
              state,
              Waits.known("the gate's new secret to soak before CloudFront presents it", soaked),
              mayTell && due.isEmpty()));
    }
    return hurried
        ? Optional.empty()
        : Optional.of(Step.waiting(state, Waits.propagation(sight.differing()), false));
  }

  private void present(LockState state, Presentation distribution, List<Header> wanted) {
    fence.pass(state);
    if (world.distributions().present(distribution, wanted)) {
      journal.decided("R4", distribution.distribution() + " was told what to present.");
    }
  }

  /**
   * The distributions that would lose a secret that may work, while the one to come has not soaked.
   */
  private List<Presentation> held(LockState state, Sight sight) {
    Instant now = clock.instant();
    if (sight.plan().open()
        || sight.additive()
        || state.servedAt() == null
        || !now.isBefore(state.servedAt().plus(settings.soak()))) {
      return List.of();
    }
    return sight.differing().stream()
        .filter(each -> each.loses(sight.wanted()))
        .filter(each -> guard.mayServe(state, each, sight.gate().honoured(), now))
        .toList();
  }

  // R5
  private Optional<Step> settle(LockState state, Sight sight, boolean hurried) {
    if (!sight.agrees() || state.settledAt() != null) {
      return Optional.empty();
    }
    if (sight.unsettled().isEmpty()) {
      journal.decided("R5", "Every edge presents what " + state.stage().label() + " wants.");
      return Optional.of(
          Step.moved(write(state.change("settled").settledAt(clock.instant()).build()), false));
    }
    return hurried
        ? Optional.empty()
        : Optional.of(Step.waiting(state, Waits.propagation(sight.unsettled()), false));
  }

  // R7, R8
  private Step rest(LockState state, Sight sight) {
    Step step = resting.step(state, sight);
    if (!step.moved()) {
      return step;
    }
    // Before the state says that something is over: a crash in between must not leave it behind.
    world.gate().tidy();
    return Step.moved(write(step.state()), step.mayTell());
  }

  // R6
  private Step leave(LockState state, Sight sight, boolean hurried) {
    Instant now = clock.instant();
    Finding finding = hurried ? new Finding.Clear() : exits.check(state, sight.seen(), now);
    if (finding instanceof Finding.Unmet unmet) {
      return Step.waiting(state, unmet.until(), false);
    }
    if (finding instanceof Finding.Hopeless hopeless) {
      throw setBack(state, hopeless, now);
    }
    LockState next = transitions.advance(state, now);
    journal.decided("R6", state.stage().label() + " is left for " + next.stage().label() + ".");
    return Step.moved(write(next), true);
  }

  /** Writes the way back down, and makes it an error, so that somebody looks at it today. */
  private LockException setBack(LockState state, Finding.Hopeless why, Instant now) {
    boolean back = state.stage() == Stage.RETREAT;
    LockState next =
        write(back ? transitions.advance(state, now) : transitions.takeBack(state, now));
    journal.happened(Journal.Occurrence.SETBACK);
    journal.warned("R6", state.stage().label() + " is given up: " + why.what() + ".");
    if (back) {
      return new LockException(
          why.resource(),
          why.what() + ", with " + next.current().id() + " as well, to which the lock is back.",
          why.remedy());
    }
    String then =
        next.pending() == null
            ? "It was tried " + next.tries().count() + " times; rotate again when it is mended."
            : "A new secret is tried from " + Patience.TRIES.next(next.tries()) + " on.";
    return new LockException(
        why.resource(),
        why.what() + "; the rotation to " + state.incoming().id() + " is taken back.",
        why.remedy() + " " + then);
  }

  /** Writes a state that somebody asked for, before anything acts on it. */
  LockState write(LockState next) {
    world.log().append(next);
    return next;
  }

  /** What the lock waits for, looking only. */
  Optional<Wait> awaiting(LockState state) {
    Instant now = clock.instant();
    Sight sight = Sight.of(world, state, settings.soak(), now);
    List<Presentation> late =
        sight.agrees() && state.settledAt() == null ? sight.unsettled() : sight.differing();
    if (!late.isEmpty()) {
      return Optional.of(Waits.propagation(late)).map(waits.overdue(state));
    }
    return exits.check(state, List.of(), now) instanceof Finding.Unmet unmet
        ? Optional.of(unmet.until()).map(waits.overdue(state))
        : Optional.empty();
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
}
