package io.originlock.engine;

import io.originlock.model.Effort;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Secrets;
import io.originlock.model.Stage;
import io.originlock.port.World;
import java.time.Instant;

/**
 * R6: leaves a stage when its exit conditions hold, or takes the rotation back when they never
 * will. A lock that was repaired at rest is whole again when the repair has settled and soaked.
 */
final class AdvanceRule implements Rule {
  private final World world;
  private final Settings settings;
  private final Transitions transitions;

  AdvanceRule(World world, Settings settings, Transitions transitions) {
    this.world = world;
    this.settings = settings;
    this.transitions = transitions;
  }

  @Override
  public Decision decide(Situation situation) {
    LockState state = situation.state();
    return state.stage() == Stage.IDLE || state.awaitsEnforcement()
        ? whole(situation)
        : leave(situation);
  }

  private Decision whole(Situation situation) {
    LockState state = situation.state();
    Soak soak = situation.soak();
    Instant now = situation.now();
    boolean toNarrow =
        !state.secrets().lingering().isEmpty() || situation.desired().gate().isToNarrow();
    if (!soak.over(state.times().settled(), now)
        || toNarrow && !situation.observed().unsettled().isEmpty()) {
      return Decision.await(Waits.soakOrPropagation(situation), false);
    }
    if (situation.keepsMore() && state.times().accepted() != null) {
      return Decision.await(
          Waits.known("the soak before other headers go", soak.end(state.times().accepted())),
          false);
    }
    boolean repaired = state.attempts().repairs().count() > 0;
    if (repaired && !soak.over(state.times().honoured(), now)) {
      return Decision.await(
          Waits.known("the soak after the gate was repaired", soak.end(state.times().honoured())),
          false);
    }
    return repaired || !state.secrets().lingering().isEmpty()
        ? Decision.writeTidily(
                state
                    .change("repaired")
                    .secrets(Secrets::nothingLingers)
                    .repairs(Effort.NONE)
                    .build(),
                false)
            .saying("R2", "The lock is whole again: no edge presents anything else.")
        : Decision.pass();
  }

  private Decision leave(Situation situation) {
    LockState state = situation.state();
    Instant now = situation.now();
    if (situation.forced()) {
      return advance(state, now);
    }
    return new ExitConditions(world, settings, situation, now, why -> giveUp(state, why, now))
        .firstUnmetOr(() -> advance(state, now));
  }

  private Decision advance(LockState state, Instant now) {
    LockState next = transitions.advance(state, now);
    return Decision.write(next, true)
        .saying("R6", state.stage().label() + " is left for " + next.stage().label() + ".");
  }

  private Decision giveUp(LockState state, LockException why, Instant now) {
    boolean back = state.stage() == Stage.RETREAT;
    LockState next = back ? transitions.advance(state, now) : transitions.takeBack(state, now);
    return Decision.of(
        new Decision.GiveUp(
            next,
            state.stage().label() + " is given up: " + why.operation() + ".",
            back ? isBack(next, why) : isTakenBack(state, next, why)));
  }

  private static LockException isBack(LockState next, LockException why) {
    return new LockException(
        why.resource(),
        why.operation() + ", with " + next.current().id() + " as well, to which the lock is back.",
        why.remedy());
  }

  private static LockException isTakenBack(LockState state, LockState next, LockException why) {
    String then =
        next.requests().pending() == null
            ? "It was tried "
                + next.attempts().rotations().count()
                + " times; rotate again when it is mended."
            : "A new secret is tried from "
                + Patience.TRIES.next(next.attempts().rotations())
                + " on.";
    return new LockException(
        why.resource(),
        why.operation() + "; the rotation to " + state.incoming().id() + " is taken back.",
        why.remedy() + " " + then);
  }
}
