package io.originlock.simulation;

import io.originlock.engine.Action;
import io.originlock.engine.Lock;
import io.originlock.engine.Reply;
import io.originlock.engine.Reply.Outcome;
import io.originlock.engine.Request;
import io.originlock.model.LockException;
import io.originlock.port.Journal;
import java.util.List;
import java.util.concurrent.Executor;

/** Runs one case: engages a lock, lets the deeds happen, and ticks until the lock rests. */
final class Simulation {
  private static final long MINUTE = 60_000;

  /** How long an ordinary invocation waits at most, as the handler has it. */
  private static final long PATIENCE = 30_000;

  /** How old a world is in which a case begins in the middle. */
  private static final long BEFORE = 60 * MINUTE;

  /** When a lock that does not rest is given up, after the last deed. */
  private static final long BOUND = 12 * 60 * MINUTE;

  /** How often an asynchronous invocation is repeated when it fails, as Lambda does. */
  private static final int REPEATS = 2;

  private final Case story;
  private final VirtualTime time;
  private final Trace trace;
  private final Aws aws;
  private final Violations violations;
  private final Watch watch;
  private final Rest rest;
  private final Deeds deeds;
  private Phase phase = Phase.ENGAGING;
  private long engagedAt;
  private long quietAt;
  private int invocations;
  private int deedsLeft;
  private int restful;
  private boolean restoring;

  private enum Phase {
    ENGAGING,
    DISTURBED,
    QUIET
  }

  /**
   * @param told whether the story is to be kept as text
   * @param spare runs the invocations that overlap others
   */
  Simulation(Case story, boolean told, Executor spare) {
    this.story = story;
    this.time = new VirtualTime(spare);
    this.trace = new Trace(told);
    this.aws = new Aws(story.shape(), story.seed(), time, trace);
    this.violations = new Violations(time, trace);
    this.watch = new Watch(aws, violations);
    this.rest = new Rest(aws, violations, watch.books());
    this.deeds = new Deeds(aws, this, watch);
    aws.observer(watch);
  }

  /**
   * How a run went.
   *
   * @param violations broken invariants: the first one, and what broke at the same moment
   * @param hash of all that happened
   * @param calls that the worker made
   * @param lines the story, if it is told
   */
  record Result(
      List<Violations.Violation> violations,
      long hash,
      int calls,
      java.util.Map<Mishap.Kind, Integer> mishaps,
      List<String> lines) {}

  Result run() {
    if (story.anyStart()) {
      time.sleepUntil(BEFORE);
      new Start(aws, watch.books(), story.seed()).build();
      begin();
    } else {
      aws.demanded = false;
      ask(new Request(Action.ENGAGE, "engage", false, false), 0);
    }
    tickAt(time.now() + MINUTE);
    time.run();
    return new Result(
        violations.all(), trace.hash(), aws.calls.made(), aws.calls.happened(), trace.lines());
  }

  private void tickAt(long when) {
    time.at(
        when,
        () -> {
          ask(new Request(Action.TICK, null, false, false), 0);
          tickAt(when + MINUTE);
          if (phase != Phase.ENGAGING && when > quietAt + BOUND) {
            violations.add("comes to rest", () -> "not at rest " + BOUND / MINUTE + " min later");
          }
        });
  }

  /**
   * Starts an invocation.
   *
   * @param late how long its process freezes before its first call
   */
  void ask(Request request, long late) {
    ask(request, late, 0);
  }

  private void ask(Request request, long late, int repeats) {
    if (request.action() == Action.ROTATE) {
      watch.books().asked(request.id());
    }
    int number = ++invocations;
    String name = request.action().label() + " " + number;
    Invocation[] self = new Invocation[1];
    // Ticks are told apart by their minute, so that a deed left out changes none of them.
    long key =
        request.action() == Action.TICK ? time.now() : request.action().ordinal() + time.now() * 31;
    self[0] = new Invocation(name, key, () -> invoke(self[0], request, late, repeats));
    self[0].limit = time.now() + story.shape().limit();
    time.start(time.now(), self[0]);
  }

  private void invoke(Invocation self, Request request, long late, int repeats) {
    long patience = Math.min(PATIENCE, story.shape().limit() - 20_000);
    long deadline = time.now() + patience;
    boolean ended = false;
    try {
      if (late > 0) {
        time.sleepUntil(time.now() + late);
        self.limit = Long.MAX_VALUE;
        watch.delayed();
      }
      self.told = time.now();
      Lock lock =
          new Lock("sim", aws.world, story.shape().settings(), time, time, journal(self.name));
      Reply reply = lock.handle(request, VirtualTime.instant(deadline));
      ended = true;
      ended(self, request, reply);
    } catch (LockException e) {
      ended = true;
      failed(self, request, e, repeats);
    } finally {
      if (!ended) {
        died(self, request, repeats);
      }
    }
  }

  private void ended(Invocation self, Request request, Reply reply) {
    trace.mark(time.now(), 900 + reply.outcome().ordinal(), reply.state().sequence());
    trace.tell(
        time.now(),
        self.name,
        () ->
            reply.outcome()
                + ": "
                + reply.message()
                + reply.awaiting().map(wait -> " Awaits " + wait.awaiting() + ".").orElse(""));
    if (request.action() == Action.ROTATE
        && (reply.outcome() == Outcome.DONE || reply.outcome() == Outcome.WAITING)) {
      watch.books().accepted(request.id());
    }
    boolean resting = rest.atRest(reply);
    if (phase == Phase.ENGAGING) {
      if (resting && time.alive() == 1) {
        if (reply.state().awaitsEnforcement()) {
          ask(new Request(Action.ENFORCE, null, false, false), 0);
        } else {
          begin();
        }
      }
      return;
    }
    if (time.alive() == 1 && !watch.excused()) {
      rest.look(reply, self.readBegan);
    }
    if (request.action() != Action.TICK) {
      restful = 0;
      return;
    }
    if (!resting || time.alive() > 1 || deedsLeft > 0) {
      restful = 0;
    } else if (phase == Phase.DISTURBED) {
      calm();
    } else if (++restful >= 2 && !watch.excused() && time.now() > aws.gateway.quietAt()) {
      close(reply);
    }
  }

  private void close(Reply reply) {
    if (!reply.state().enforced()) {
      // Somebody took the enforcement back after all was calm.
      ask(new Request(Action.ENFORCE, null, false, false), 0);
      return;
    }
    if (reply.state().requests().paused()) {
      // Somebody's pause was repeated after all was unpaused.
      ask(new Request(Action.UNPAUSE, null, false, false), 0);
      return;
    }
    rest.close(reply);
    time.stop();
  }

  private void failed(Invocation self, Request request, LockException e, int repeats) {
    restful = 0;
    trace.mark(time.now(), 910, e.getMessage().length());
    trace.tell(time.now(), self.name, () -> "FAILED: " + e.getMessage());
    repeat(request, repeats);
    boolean lost = e.getMessage().contains("Use restore") || e.getMessage().contains("use restore");
    if (lost && !restoring) {
      restoring = true;
      time.at(
          time.now() + 2 * MINUTE,
          () -> {
            restoring = false;
            ask(new Request(Action.RESTORE, null, true, false), 0);
          });
    }
  }

  private void died(Invocation self, Request request, int repeats) {
    restful = 0;
    trace.mark(time.now(), 911, self.key);
    trace.tell(time.now(), self.name, () -> "dies");
    repeat(request, repeats);
  }

  private void repeat(Request request, int repeats) {
    if (request.action() != Action.TICK && repeats < REPEATS) {
      time.at(time.now() + MINUTE, () -> ask(request, 0, repeats + 1));
    }
  }

  private void begin() {
    phase = Phase.DISTURBED;
    engagedAt = time.now();
    aws.demanded = true;
    trace.tell(time.now(), "API", () -> "demands the secret from now on");
    if (story.anyStart()) {
      rest.meddled();
      watch.books().asked("r0");
      watch.books().rewritten();
      watch.beginAnyhow();
    } else {
      watch.begin();
    }
    aws.calls.arm(story.mishaps(), watch::delayed);
    quietAt = engagedAt + story.undisturbedFrom();
    deedsLeft = story.deeds().size();
    for (Deed deed : story.deeds()) {
      quietAt = Math.max(quietAt, engagedAt + deed.at());
      time.at(
          engagedAt + deed.at(),
          () -> {
            deedsLeft--;
            restful = 0;
            if (deed.kind().foreign()) {
              rest.meddled();
            }
            deeds.perform(deed);
          });
    }
    time.at(quietAt, this::calm);
  }

  /** No mishaps from now on, and nobody holds rotations back. */
  private void calm() {
    if (phase == Phase.DISTURBED && deedsLeft == 0) {
      phase = Phase.QUIET;
      aws.calls.disarm();
      ask(new Request(Action.UNPAUSE, null, false, false), 0);
      if (aws.world.gate().opensItself()) {
        ask(new Request(Action.ENFORCE, null, false, false), 0);
      }
    }
  }

  private Journal journal(String name) {
    return new Journal() {
      @Override
      public void decided(String rule, String what) {
        trace.tell(time.now(), name, () -> rule + " " + what);
      }

      @Override
      public void warned(String rule, String what) {
        trace.tell(time.now(), name, () -> rule + " warning: " + what);
      }

      @Override
      public void happened(Occurrence occurrence) {
        trace.mark(time.now(), 920 + occurrence.ordinal(), 0);
        trace.tell(time.now(), name, () -> "counts " + occurrence);
      }
    };
  }
}
