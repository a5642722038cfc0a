package io.originlock.engine;

import io.originlock.model.Attempts;
import io.originlock.model.Effort;
import io.originlock.model.LockState;
import io.originlock.model.LockState.Change;
import io.originlock.model.Requests;
import io.originlock.model.Secret;
import io.originlock.model.Secrets;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The ways from one state to the next, as pure functions of the state and the clock. What has been
 * true for how long is carried over only where the next stage wants nothing new of that side.
 */
final class Transitions {
  private final Rollover rollover;

  Transitions(Rollover rollover) {
    this.rollover = rollover;
  }

  /** The first state of a lock. */
  static LockState begin(long sequence, Secret first, Requests requests, Instant now) {
    return new LockState(
        sequence,
        Stage.ENGAGE,
        now,
        Secrets.only(first),
        Times.NONE,
        requests,
        Attempts.NONE,
        "engaged");
  }

  /** Idle, with a rotation to start: the first stage of the rollover. */
  LockState start(LockState idle, Secret incoming, String request, Instant now) {
    Change change =
        idle.change("rotation to " + incoming.id() + " started")
            .enter(rollover.rotation().get(0), now)
            .incoming(incoming)
            .pending(null);
    // A rotation that waited for its next try is the one that starts now.
    Stream.of(idle.requests().pending(), request)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(id -> change.requests(all -> all.carriedOut(id)));
    return carryTimes(idle, change.build());
  }

  /** The stage after this one, entered because its exit conditions hold. */
  LockState advance(LockState from, Instant now) {
    Stage follows =
        rollover
            .next(from.stage())
            .orElseThrow(
                () -> new IllegalStateException("Nothing follows " + from.stage().label() + "."));
    Stage next = follows == Stage.IDLE ? resting(from) : follows;
    Change change =
        from.change(from.stage().label() + " is done").enter(next, now).repairs(Effort.NONE);
    if (from.stage() == Stage.RETREAT) {
      change.secrets(all -> all.giveUp(now));
    } else if (follows == Stage.IDLE && from.incoming() != null) {
      change.secrets(all -> all.takeOver(now)).attempts(all -> all.rotations(Effort.NONE));
    } else if (next == Stage.OPEN) {
      change.secrets(all -> all.retireAll(now, false));
    }
    return carryTimes(from, change.build());
  }

  /** The stage in which a lock rests. */
  private static Stage resting(LockState state) {
    return state.enforced() ? Stage.IDLE : Stage.ENGAGE;
  }

  /** Asked to close: every edge must present the secret for a soak from now on. */
  LockState enforce(LockState from, Instant now) {
    Change change = from.change("enforcement asked for").requests(all -> all.enforced(true, now));
    if (from.stage() == Stage.ENGAGE) {
      change.enter(Stage.ENGAGE, now).times(all -> all.settled(null));
    }
    return change.build();
  }

  /** Asked to open: at once if the lock rests, else when the rotation is over. */
  LockState unenforce(LockState from, Instant now) {
    Change change = from.change("enforcement taken back").requests(all -> all.enforced(false, now));
    if (from.stage() == Stage.IDLE) {
      change.enter(Stage.ENGAGE, now);
    }
    return carryTimes(from, change.build());
  }

  /**
   * A rotation that cannot be finished goes back. It is asked for again, unless it was tried often
   * enough; the next try makes a secret of its own.
   */
  LockState takeBack(LockState from, Instant now) {
    Effort tries = from.attempts().rotations().again(now);
    Change change =
        from.change("the rotation to " + from.incoming().id() + " is taken back")
            .enter(Stage.RETREAT, now)
            .attempts(all -> all.rotations(tries));
    if (from.requests().pending() == null && tries.count() < Patience.MOST_TRIES) {
      change.pending("try " + (tries.count() + 1) + " after " + from.incoming().id());
    }
    return carryTimes(from, change.build());
  }

  /** On the way out, from any stage; what is presented now stays so, and all stay honoured. */
  LockState leave(LockState from, Instant now) {
    Change change = from.change("disengage asked for").enter(Stage.DISENGAGE, now).pending(null);
    if (rollover.plan(from.stage()).presented().equals(Set.of(StagePlan.Role.INCOMING))) {
      // Lets edges finish that change over to the incoming secret just now, and honours both.
      change.secrets(all -> all.takeOver(now)).linger(Set.of(from.current().id()));
    }
    return carryTimes(from, change.build());
  }

  /** A leak: everything known is dead, and a new secret takes over at once. */
  LockState revoke(LockState from, Secret fresh, String request, Instant now) {
    Change change = from.change("everything known was revoked");
    if (!from.stage().leaving() && from.stage() != Stage.ENGAGE) {
      change.enter(resting(from), now);
    }
    return change
        .secrets(all -> all.revokeAll(now).current(fresh))
        .times(all -> all.notHonoured(false).settled(null))
        .requests(all -> all.pending(null).carriedOut(request))
        .attempts(all -> Attempts.NONE)
        .build();
  }

  private LockState carryTimes(LockState before, LockState after) {
    StagePlan was = rollover.plan(before.stage());
    StagePlan is = rollover.plan(after.stage());
    boolean samePresented =
        Rollover.cast(before, was.presented()).equals(Rollover.cast(after, is.presented()));
    boolean nothingNewHonoured =
        was.open() == is.open()
            && Rollover.cast(before, was.honoured())
                .containsAll(Rollover.cast(after, is.honoured()));
    return after.with(
        new Times(
            nothingNewHonoured ? after.times().honoured() : null,
            samePresented ? after.times().accepted() : acceptedSince(before, after),
            samePresented ? after.times().settled() : null));
  }

  /** Since when the gate accepts what the next stage presents: null if that is still to come. */
  private Instant acceptedSince(LockState before, LockState after) {
    List<Secret> presented = Rollover.cast(after, rollover.plan(after.stage()).presented());
    List<Secret> honoured = Rollover.cast(before, rollover.plan(before.stage()).honoured());
    return rollover.accepts(Rollover.ids(presented), Rollover.ids(honoured))
        ? before.times().honoured()
        : null;
  }
}
