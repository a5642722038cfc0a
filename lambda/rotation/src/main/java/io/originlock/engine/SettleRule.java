package io.originlock.engine;

import io.originlock.model.LockState;

/** R5: writes down, once, the moment at which every edge had what the stage presents. */
final class SettleRule implements Rule {
  @Override
  public Decision decide(Situation situation) {
    LockState state = situation.state();
    if (!situation.agrees() || state.times().settled() != null) {
      return Decision.pass();
    }
    if (situation.observed().unsettled().isEmpty()) {
      return Decision.write(
              state.change("settled").times(all -> all.settled(situation.now())).build(), false)
          .saying("R5", "Every edge presents what " + state.stage().label() + " wants.");
    }
    return situation.forced()
        ? Decision.pass()
        : Decision.await(Waits.propagation(situation.observed().unsettled()), false);
  }
}
