package io.originlock.engine;

import io.originlock.engine.Decision.Act;
import io.originlock.engine.Decision.Await;
import io.originlock.engine.Decision.Change;
import io.originlock.engine.Decision.GateChange;
import io.originlock.engine.Decision.GiveUp;
import io.originlock.engine.Decision.Honour;
import io.originlock.engine.Decision.Move;
import io.originlock.engine.Decision.Open;
import io.originlock.engine.Decision.Present;
import io.originlock.engine.Decision.Publish;
import io.originlock.engine.Decision.Write;
import io.originlock.model.Header;
import io.originlock.model.LockState;
import io.originlock.model.LostRaceException;
import io.originlock.port.Demand;
import io.originlock.port.DesiredGate;
import io.originlock.port.Gate;
import io.originlock.port.HinderedException;
import io.originlock.port.Journal;
import io.originlock.port.Journal.Occurrence;
import io.originlock.port.OvertakenException;
import io.originlock.port.Published;
import io.originlock.port.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Does what the rules decide. It alone changes anything: it looks at the log before every change of
 * the world, so that an invocation that woke up late changes nothing.
 */
final class Applier {
  private final World world;
  private final Journal journal;

  Applier(World world, Journal journal) {
    this.world = world;
    this.journal = journal;
  }

  /**
   * Carries a decision out.
   *
   * @return the step that is taken by that; empty if the next rule is asked
   * @throws LostRaceException if another invocation went on meanwhile
   * @throws LockException if AWS or the setup is at fault, or the rotation is given up
   */
  Optional<Step> carryOut(Situation situation, Decision decision) {
    decision.notes().forEach(note -> note.accept(journal));
    LockState state = situation.state();
    Move move = decision.move();
    if (move instanceof Act act) {
      return act(situation, act);
    }
    if (move instanceof Await await) {
      if (await.until().resting()) {
        world.log().prune();
      }
      return Optional.of(Step.waiting(situation.at().unsent(await.unsent()), await.until()));
    }
    if (move instanceof Write write) {
      LockState next = write.next().get();
      if (write.tidy()) {
        // Before the state says that something is over: a crash must not leave it behind.
        situation.world().gate().tidy();
      }
      world.log().append(next);
      return Optional.of(Step.moved(situation.at().with(next, write.unsent())));
    }
    if (move instanceof GiveUp giveUp) {
      world.log().append(giveUp.next());
      journal.happened(Occurrence.SETBACK);
      journal.warned("R6", giveUp.warning());
      throw giveUp.why();
    }
    return Optional.empty();
  }

  private Optional<Step> act(Situation situation, Act act) {
    for (Change change : act.changes()) {
      requireNewest(situation.state());
      if (change instanceof GateChange gateChange) {
        try {
          make(situation, gateChange);
        } catch (OvertakenException e) {
          String rule = gateChange instanceof Open ? "R9" : "R2";
          journal.decided(rule, e.getMessage() + " It is looked at again.");
          return Optional.of(Step.moved(situation.at()));
        } catch (HinderedException e) {
          return carryOut(situation, gateChange.hindered().apply(e));
        }
      } else if (change instanceof Publish publish) {
        world.published().write(publish.document());
        journal.decided(
            "R3", "What " + situation.state().stage().label() + " presents is published.");
      } else if (change instanceof Present present) {
        if (situation.world().distributions().present(present.distribution(), present.headers())) {
          journal.decided(
              "R4", present.distribution().distribution() + " was told what to present.");
        }
      }
    }
    return carryOut(situation, act.then().get());
  }

  private void make(Situation situation, GateChange change) {
    if (change instanceof Honour honour) {
      honour(situation, honour.desired());
    } else if (change instanceof Open open) {
      open(situation, open.stages());
    }
  }

  private void open(Situation situation, Set<String> stages) {
    situation
        .world()
        .gate()
        .open(stages, situation.observed().gate(), demand -> announce(situation, demand));
    journal.decided("R9", "The lock lets everyone in at " + String.join(", ", stages) + ".");
  }

  private void honour(Situation situation, DesiredGate desired) {
    Gate gate = situation.world().gate();
    if (gate.honour(desired, situation.observed().gate(), demand -> announce(situation, demand))) {
      journal.decided(
          "R2",
          "The gate honours "
              + situation.desired().gate().ids()
              + (gate.opensItself() && desired.open() ? ", and lets everyone in." : "."));
    }
  }

  /**
   * Publishes what the gate is about to demand; the headers stay. The log is looked at last, since
   * what was announced follows at once: a process may freeze in the very call that publishes.
   */
  private void announce(Situation situation, Demand wanted) {
    Demand demand = situation.published(wanted);
    LockState state = situation.state();
    requireNewest(state);
    Optional<Published.Document> there = world.published().read();
    if (there.filter(document -> document.demand().equals(demand)).isEmpty()) {
      List<Header> headers =
          there.map(Published.Document::headers).orElse(situation.desired().headers());
      world
          .published()
          .write(
              new Published.Document(
                  state.sequence(), headers, demand, Optional.of(situation.named())));
      journal.decided("R3", "What the gate is about to demand is published.");
      requireNewest(state);
    }
  }

  /**
   * Puts right what of the lock's own keeps viewers out.
   *
   * @throws LostRaceException if another invocation went on meanwhile
   */
  void mend(Situation situation) {
    requireNewest(situation.state());
    situation.world().gate().mend().ifPresent(what -> journal.decided("R2", what));
  }

  /** Ends an invocation in which every rule passed: nothing to do, and nothing to wait for. */
  Step rest(Position at) {
    world.log().prune();
    return Step.resting(at.unsent(false));
  }

  /**
   * Takes away what a lock that is off has left.
   *
   * @throws LostRaceException if another invocation went on meanwhile
   */
  void takeDown(Position open) {
    requireNewest(open.state());
    new Teardown(world.now(open.state().begins()), journal).run(open.state(), open.forced());
  }

  /** Looks at the log before a change: an invocation that woke up late must not change anything. */
  private void requireNewest(LockState state) {
    if (!world.log().isNewest(state)) {
      throw new LostRaceException("state " + state.sequence());
    }
  }
}
