package io.originlock.engine;

import io.originlock.engine.Reply.Outcome;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.LostRaceException;
import io.originlock.model.Requests;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.Stage;
import io.originlock.port.Journal;
import io.originlock.port.Pause;
import io.originlock.port.World;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One lock, as its callers see it: takes requests, and lets the {@link Engine} carry them out. */
public final class Lock {
  /** Gives up after five lost races: that is a fault, not contention. */
  private static final int ATTEMPTS = 5;

  private final String name;
  private final World world;
  private final Clock clock;
  private final Journal journal;
  private final OneLook look;
  private final Engine engine;
  private final Transitions transitions;
  private final Rotations rotations;
  private final Restoration restoration;
  private final Barriers barriers;

  public Lock(
      String name, World all, Settings settings, Clock clock, Pause pause, Journal journal) {
    this.name = name;
    this.look = new OneLook(all.examiner());
    this.world = all.examinedBy(look);
    this.clock = clock;
    this.journal = journal;
    this.barriers = new Barriers(look);
    this.engine = new Engine(world, settings, clock, pause, journal);
    this.transitions = new Transitions(Rollover.of(world.gate().acceptance()));
    this.rotations = new Rotations(world.gate(), transitions, clock);
    this.restoration = new Restoration(name, world, clock, pause, journal);
  }

  /**
   * Carries out a request as far as the deadline lets it.
   *
   * @throws LockException if the request is refused, or AWS or the setup is at fault
   */
  public Reply handle(Request request, Instant deadline) {
    look.begin();
    return switch (request.action()) {
      case STATUS -> status();
      case RESTORE -> restore(request, deadline);
      case MAY_LEAVE -> mayLeave(request);
      case AUDIT, CHECK ->
          throw new IllegalArgumentException(
              request.action().label() + " asks the world, not the lock's state.");
      default -> decide(request, deadline);
    };
  }

  /** Where an invocation starts, and what it says of the request itself. */
  private record Start(Position at, Optional<Outcome> outcome, String message) {
    static Start wrote(LockState state, String message) {
      return new Start(Position.written(state), Optional.empty(), message);
    }

    static Start found(LockState state, Optional<Outcome> outcome, String message) {
      return new Start(Position.read(state), outcome, message);
    }

    LockState state() {
      return at.state();
    }
  }

  private Reply decide(Request request, Instant deadline) {
    for (int attempt = 1; ; attempt++) {
      try {
        Start start = rule(request, restoration.newest());
        return carryOut(request, start, deadline);
      } catch (LostRaceException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        journal.decided("R0", "Another invocation went on meanwhile: reading its state.");
      }
    }
  }

  private Reply carryOut(Request request, Start start, Instant deadline) {
    LockState state = start.state();
    if (state.sequence() == 0) {
      return Reply.of(start.outcome().orElse(Outcome.UNCHANGED), start.message(), state);
    }
    boolean forced = request.force() && request.action() == Action.DISENGAGE;
    Step last;
    try {
      last = engine.run(forced ? Position.forced(state) : start.at(), deadline);
    } catch (LostRaceException e) {
      journal.decided("R0", "Another invocation went on meanwhile: it has the lead.");
      return Reply.of(
          start.outcome().orElse(Outcome.WAITING),
          start.message() + " Another invocation carries on.",
          world.log().newest().orElseGet(() -> LockState.open(clock.instant())));
    }
    boolean waits = last.awaiting().filter(wait -> !wait.resting()).isPresent();
    Outcome went = waits ? Outcome.WAITING : Outcome.DONE;
    return new Reply(
        start.outcome().orElse(went),
        start.message(),
        last.state(),
        last.awaiting(),
        Optional.empty());
  }

  private Start rule(Request request, LockState state) {
    Ruling ruling = Ruling.of(request.action(), state.stage());
    return switch (ruling) {
      case BEGIN -> begin(request, state);
      case START, REMEMBER -> rotate(request, state, ruling);
      case LEAVE -> leave(request, state);
      case ENFORCE, OPEN -> enforce(ruling == Ruling.ENFORCE, state);
      case REPLACE -> revoke(request, state);
      case MARK -> mark(request.action() == Action.PAUSE, state);
      case GO_ON -> goOn(request, state);
      case NOTHING -> unchanged(state, "There is no lock.");
      case REFUSE ->
          throw new LockException(
              "lock " + name,
              request.action().label() + " is refused while it is " + state.stage().label() + ".",
              state.stage() == Stage.OPEN
                  ? "Engage the lock first."
                  : "It is being taken off: wait until it is open.");
    };
  }

  private Start begin(Request request, LockState open) {
    if (open.sequence() > 0) {
      // A clean-up that was cut short is finished first.
      engine.run(Position.read(open), clock.instant());
    }
    if (world.published().read().isEmpty()) {
      throw new LockException(
          "published parameter of lock " + name,
          "reading it before engaging found no document.",
          "Terraform makes it: apply the lock module first.");
    }
    // While nothing is written yet.
    world.gate().check();
    barriers.beforeClosing(name, Action.ENGAGE);
    Instant now = clock.instant();
    // Keys of a lock whose state was lost may still be there.
    SecretId id = world.gate().lastId().map(SecretId::next).orElse(new SecretId(1));
    Secret first = new Secret(id, FirstSecret.value(name, world, request), now);
    if (request.adopt()) {
      world.gate().adopt(first);
    }
    LockState state = engine.write(Transitions.begin(1, first, requests(request.id(), now), now));
    return Start.wrote(state, "Engaged with " + id + ".");
  }

  /** The worker closes no gate unless it is asked to; a gate of the owner's, he closes. */
  private Requests requests(String id, Instant now) {
    Requests begun = Requests.NONE.carriedOut(id);
    return world.gate().opensItself() ? begun.enforced(false, now) : begun;
  }

  private Start enforce(boolean asked, LockState state) {
    if (!world.gate().opensItself()) {
      throw new LockException(
          "lock " + name,
          (asked ? "enforce" : "unenforce") + " is refused: the API's owner closes this gate.",
          "Demand the secret in the API, or stop demanding it, and deploy; status says when that is"
              + " safe.");
    }
    if (state.enforced() == asked) {
      return unchanged(state, "The lock was " + (asked ? "" : "un") + "enforced before.");
    }
    if (asked) {
      barriers.beforeClosing(name, Action.ENFORCE);
    }
    Instant now = clock.instant();
    return Start.wrote(
        engine.write(asked ? transitions.enforce(state, now) : transitions.unenforce(state, now)),
        asked
            ? "The gate closes once every edge has presented the secret for a soak."
            : state.stage().rotating()
                ? "The gate opens when the rotation is over."
                : "The gate opens; the secret stays presented.");
  }

  private Reply mayLeave(Request request) {
    LockState state = restoration.newest();
    if (state.stage() != Stage.OPEN && !request.force()) {
      World now = world.now(state.begins());
      if (now.gate().destroyedByTerraform() && !now.gate().observe(state.known()).open()) {
        throw new LockException(
            "lock " + name,
            "it may not leave: its gate is closed.",
            "Apply enforce = false, then destroy; make destroy does both. A lock that was closed"
                + " without enforce = true is opened by unenforce first.");
      }
      Teardown.requireNoDependents(name, now);
    }
    return Reply.of(Outcome.UNCHANGED, "The lock may leave.", state);
  }

  private Start rotate(Request request, LockState state, Ruling ruling) {
    if (request.id() != null && state.requests().hasSeen(request.id())) {
      return unchanged(state, "Request " + request.id() + " was seen before.");
    }
    if (state.requests().paused()) {
      return declined(state, "Rotations are paused: unpause first.");
    }
    boolean nextTry =
        state.requests().pending() != null && state.attempts().rotations().count() > 0;
    if (ruling == Ruling.START && (state.requests().pending() == null || nextTry)) {
      if (barriers.beforeRotating().isEmpty()) {
        // One that waits for its next try is asked for again, and waits no longer.
        LockState next = engine.write(rotations.start(state, request.id()));
        return Start.wrote(next, "Rotation to " + next.incoming().id() + " started.");
      }
    }
    if (state.requests().pending() != null) {
      return declined(state, "Rotation " + state.requests().pending() + " is remembered already.");
    }
    String id = request.id() == null ? "at " + clock.instant() : request.id();
    LockState next = engine.write(state.change("rotation remembered").pending(id).build());
    return Start.found(
        next, Optional.empty(), "Rotation " + id + " is remembered and starts when idle.");
  }

  private Start leave(Request request, LockState state) {
    if (!request.force()) {
      Teardown.requireNoDependents(name, world.now(state.begins()));
    }
    LockState next = engine.write(transitions.leave(state, clock.instant()));
    return Start.wrote(next, "The lock is being taken off.");
  }

  private Start revoke(Request request, LockState state) {
    if (request.id() != null && state.requests().hasSeen(request.id())) {
      return unchanged(state, "Request " + request.id() + " was seen before.");
    }
    barriers.beforeReplacing(name, Action.REVOKE);
    Secret fresh = rotations.fresh(state);
    LockState next = engine.write(transitions.revoke(state, fresh, request.id(), clock.instant()));
    return Start.wrote(
        next,
        Stream.concat(
                Stream.of(
                    "Everything before "
                        + fresh.id()
                        + " is revoked. Requests are refused until CloudFront has brought it to"
                        + " every edge."),
                world.gate().warnings(next).stream())
            .collect(Collectors.joining(" ")));
  }

  private Start mark(boolean paused, LockState state) {
    String word = paused ? "paused" : "unpaused";
    if (state.requests().paused() == paused) {
      return unchanged(state, "Rotations were " + word + " already.");
    }
    LockState next = engine.write(state.change(word).requests(all -> all.paused(paused)).build());
    return Start.found(next, Optional.empty(), "Rotations are " + word + "; healing goes on.");
  }

  private Start goOn(Request request, LockState state) {
    if (request.action() == Action.ENGAGE) {
      if (request.adopt() && state.stage() == Stage.ENGAGE) {
        world.gate().adopt(state.current());
      }
      return unchanged(state, "The lock was engaged before.");
    }
    return Start.found(state, Optional.empty(), "Went on from " + state.stage().label() + ".");
  }

  private static Start unchanged(LockState state, String message) {
    return Start.found(state, Optional.of(Outcome.UNCHANGED), message);
  }

  private static Start declined(LockState state, String message) {
    return Start.found(state, Optional.of(Outcome.DECLINED), message);
  }

  private Reply restore(Request request, Instant deadline) {
    if (restoration.logIsWhole()) {
      return Reply.of(
          Outcome.DECLINED,
          "The state log is whole: there is nothing to restore.",
          restoration.newest());
    }
    LockState plan = restoration.plan();
    String what = Restoration.describe(plan);
    if (!request.force()) {
      return Reply.of(
          Outcome.DECLINED,
          "Restoring would write " + what + " Repeat it with force to do so.",
          plan);
    }
    return carryOut(request, Start.wrote(engine.write(plan), "Restored: wrote " + what), deadline);
  }

  private Reply status() {
    LockState state = restoration.newest();
    boolean open = state.stage() == Stage.OPEN;
    return new Reply(
        Outcome.DONE,
        "The lock is " + state.stage().label() + ".",
        state,
        open ? Optional.empty() : engine.awaiting(state),
        Optional.of(Status.read(world.now(state.begins()), state, engine.departures(state))));
  }
}
