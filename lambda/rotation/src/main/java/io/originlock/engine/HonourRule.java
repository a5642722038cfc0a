package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.model.Wait;
import io.originlock.port.HinderedException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * R2: makes the gate honour what the stage wants. It narrows only when every edge presents what it
 * should, and has for a soak.
 */
final class HonourRule implements Rule {

  @Override
  public Decision decide(Situation situation) {
    GateDifference difference = situation.desired().gate();
    if (difference.postponed()) {
      // Presented first, then demanded: until then the rules below bring the headers there.
      return afterHeaders(situation, () -> Waits.soakOrPropagation(situation));
    }
    if (situation.gateWasChanged()) {
      return repair(situation);
    }
    return difference.differs()
        ? Decision.act(
            List.of(new Decision.Honour(difference.desired(), e -> hindered(situation, e))),
            () -> honoured(situation))
        : honoured(situation);
  }

  /** Forgets the old time before the gate is changed: a crash in between must not leave it. */
  private Decision repair(Situation situation) {
    LockState state = situation.state();
    Instant now = situation.now();
    if (now.isBefore(Patience.REPAIRS.next(state.attempts().repairs()))) {
      return Waits.fight(state, situation.unsent());
    }
    boolean lacks = situation.desired().gate().lacks();
    LockState next =
        state
            .change(lacks ? "the gate lost a secret" : "the gate was changed")
            .times(all -> all.notHonoured(situation.accepts()))
            .repairs(state.attempts().repairs().again(now))
            .build();
    return Decision.write(next, situation.unsent())
        .saying(
            "R2",
            lacks
                ? "The gate lacks a secret that it had: it is put back."
                : "The gate is not as the lock left it: it is put right.");
  }

  private Decision hindered(Situation situation, HinderedException why) {
    Decision decision =
        situation.forced() ? honoured(situation) : afterHeaders(situation, why::until);
    return decision.warning(
        "R2", "The gate is not changed before this is over: " + why.getMessage());
  }

  /** Writes down since when the gate is as it should be, once. */
  private static Decision honoured(Situation situation) {
    LockState state = situation.state();
    return state.times().honoured() == null
        ? Decision.write(
            state
                .change("honoured by the gate")
                .times(all -> all.honoured(situation.now(), situation.accepts()))
                .build(),
            situation.unsent())
        : Decision.pass();
  }

  /** Lets headers be repaired even while the gate cannot be changed. */
  private static Decision afterHeaders(Situation situation, Supplier<Wait> wait) {
    return situation.agrees() && situation.state().times().settled() != null
        ? Decision.await(wait.get(), situation.unsent())
        : Decision.pass();
  }
}
