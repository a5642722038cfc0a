package io.originlock.engine;

import io.originlock.engine.Decision.Act;
import io.originlock.engine.Decision.Await;
import io.originlock.engine.Decision.Change;
import io.originlock.engine.Decision.GiveUp;
import io.originlock.engine.Decision.Honour;
import io.originlock.engine.Decision.Move;
import io.originlock.engine.Decision.Pass;
import io.originlock.engine.Decision.Write;
import io.originlock.model.Wait;
import java.util.List;
import java.util.Optional;

/** Asks the rules what the next tick does first, and does nothing of it. */
final class Preview {
  private final List<Rule> rules;

  Preview(List<Rule> rules) {
    this.rules = rules;
  }

  /** What the lock waits for, be it the next tick; empty if there is nothing to do. */
  Optional<Wait> of(Situation situation) {
    for (Rule rule : rules) {
      Move move = unhindered(situation, rule.decide(situation)).move();
      if (!(move instanceof Pass)) {
        return move instanceof Await await
            ? Optional.of(overdue(situation, await.until()))
            : what(situation, move).map(Preview::tick);
      }
    }
    return Optional.empty();
  }

  /** What a decision comes to if somebody else's unfinished work stands in its way. */
  private static Decision unhindered(Situation situation, Decision decision) {
    if (decision.move() instanceof Act act) {
      for (Change change : act.changes()) {
        if (change instanceof Honour honour) {
          return situation
              .world()
              .gate()
              .hindrance(honour.desired())
              .map(honour.hindered())
              .orElse(decision);
        }
      }
    }
    return decision;
  }

  private static Wait overdue(Situation situation, Wait wait) {
    return Waits.overdue(situation.state(), wait, situation.now()).orElse(wait);
  }

  private static Wait tick(String what) {
    return new Wait(
        "the next tick, which " + what,
        "whether ticks come every minute: the worker's log has a line for each",
        null);
  }

  private static Optional<String> what(Situation situation, Move move) {
    if (move instanceof Act act) {
      return Optional.of(what(situation, act.changes().get(0)));
    }
    if (move instanceof Write write) {
      return Optional.of("writes down: " + write.next().get().reason());
    }
    return move instanceof GiveUp giveUp
        ? Optional.of("gives up: " + giveUp.warning())
        : Optional.empty();
  }

  private static String what(Situation situation, Change change) {
    if (change instanceof Honour) {
      return "makes the gate honour " + situation.desired().gate().ids();
    }
    if (change instanceof Decision.Open open) {
      return "lets everyone in at " + String.join(", ", open.stages());
    }
    if (change instanceof Decision.Present present) {
      return "takes the header off " + present.distribution().distribution();
    }
    return "publishes what " + situation.state().stage().label() + " presents";
  }
}
