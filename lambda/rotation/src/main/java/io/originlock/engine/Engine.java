package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.model.Stage;
import io.originlock.model.Wait;
import io.originlock.port.Journal;
import io.originlock.port.Journal.Occurrence;
import io.originlock.port.Pause;
import io.originlock.port.World;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 *   <li>R3, publish: Terraform reads what will be presented before CloudFront is changed.
 *   <li>R4, present: distributions that differ are changed, unless that would exchange a secret
 *       that works for one that has not soaked.
 *   <li>R5, settle: the moment at which every edge had it is written down once.
 *   <li>R6, advance: the exit conditions hold, the next stage is written down; or they never will,
 *       and the rotation is taken back.
 *   <li>R7, confirm: a retired secret is seen refused.
 *   <li>R8, next: a rotation that was asked for meanwhile, or the next try of one, begins.
 *   <li>R9, release: released members are let go of, one that may still be refused without the
 *       secret never.
 *   <li>R10, rest: a lock that is not enforced says what it waits for.
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
  private final List<Rule> rules;
  private final Applier applier;
  private final Watch watch;

  Engine(World world, Settings settings, Clock clock, Pause pause, Journal journal) {
    this.world = world;
    this.settings = settings;
    this.clock = clock;
    this.pause = pause;
    this.journal = journal;
    this.rules = rules(world, settings, clock);
    this.applier = new Applier(world, journal);
    this.watch = new Watch(world.prober(), world.examiner(), journal, settings.probesInARow());
  }

  private static List<Rule> rules(World world, Settings settings, Clock clock) {
    Transitions transitions = new Transitions(Rollover.of(world.gate().acceptance()));
    return List.of(
        new GuardRule(world.gate(), settings),
        new HonourRule(),
        new PublishRule(world.gate()),
        new PresentRule(),
        new SettleRule(),
        new AdvanceRule(world, settings, transitions),
        new ConfirmRule(world, settings),
        new NextRule(
            new Rotations(world.gate(), transitions, clock), new Barriers(world.examiner())),
        new ReleaseRule(),
        new RestRule());
  }

  /**
   * Takes steps until there is nothing to do, or nothing to do before the deadline.
   *
   * @param start the newest state, and how this invocation came to it
   * @param deadline when to return "waiting" at the latest, but for the length of one step
   * @throws LostRaceException if another invocation went on meanwhile
   * @throws LockException if AWS or the setup is at fault, or a rotation had to be taken back; the
   *     next invocation goes on from here
   */
  Step run(Position start, Instant deadline) {
    Position at = start;
    int moves = 0;
    Clocks.compare(world.log(), start.state(), clock.instant(), journal);
    while (at.state().stage() != Stage.OPEN) {
      Situation situation = Situation.of(world, settings, clock, at);
      Step step = step(situation);
      at = step.at();
      if (step.moved()) {
        if (++moves == MOVES) {
          journal.happened(Occurrence.FIGHT);
          journal.warned("R0", "Nothing stays as it was put: the next tick looks again.");
          return Step.waiting(at, Waits.nothingStays());
        }
        continue;
      }
      Optional<Duration> nap = nap(step.awaiting(), deadline);
      if (nap.isEmpty()) {
        if (at.state().rests() && watch.look(situation.observed().probed(), step.awaiting())) {
          applier.mend(situation);
        }
        return new Step(at, false, awaiting(at.state(), step.awaiting()));
      }
      pause.sleep(nap.get());
    }
    applier.takeDown(at);
    journal.decided("R6", "The lock is off; its keys and its state are deleted.");
    return Step.resting(at);
  }

  private Step step(Situation situation) {
    for (Rule rule : rules) {
      Optional<Step> step = applier.carryOut(situation, rule.decide(situation));
      if (step.isPresent()) {
        return step.get();
      }
    }
    return applier.rest(situation.at());
  }

  private Optional<Wait> awaiting(LockState state, Optional<Wait> wait) {
    Optional<Wait> overdue = wait.flatMap(each -> Waits.overdue(state, each, clock.instant()));
    overdue.ifPresent(
        late -> {
          journal.happened(Occurrence.OVERDUE);
          journal.warned("R0", "Still awaited: " + late.awaiting() + ". Check " + late.check());
        });
    return overdue.or(() -> wait);
  }

  /** Writes a state that somebody asked for, before anything acts on it. */
  LockState write(LockState next) {
    world.log().append(next);
    return next;
  }

  /** What the next tick does first, without doing it; empty if it has nothing to do. */
  Optional<Wait> awaiting(LockState state) {
    return new Preview(rules).of(Situation.of(world, settings, clock, Position.read(state)));
  }

  /** What each released member waits for, by its name; one that is let go waits for nothing. */
  Map<String, Wait> departures(LockState state) {
    return state.stage() == Stage.OPEN || world.roster().released().isEmpty()
        ? Map.of()
        : Departures.of(Situation.of(world, settings, clock, Position.read(state))).waits();
  }

  private Optional<Duration> nap(Optional<Wait> wait, Instant deadline) {
    if (wait.isEmpty() || wait.get().resting()) {
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
