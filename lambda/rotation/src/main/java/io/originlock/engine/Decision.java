package io.originlock.engine;

import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Wait;
import io.originlock.port.DesiredGate;
import io.originlock.port.HinderedException;
import io.originlock.port.Journal;
import io.originlock.port.Journal.Occurrence;
import io.originlock.port.Presentation;
import io.originlock.port.Prober.Probe;
import io.originlock.port.Published;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a rule makes of a situation, as a value: nothing has been done yet.
 *
 * @param move what to do
 * @param notes what to say before that is done, in this order
 */
record Decision(Move move, List<Consumer<Journal>> notes) {

  /** What a rule wants done; the {@link Applier} does it. */
  sealed interface Move {}

  /** Asks the next rule. */
  record Pass() implements Move {}

  /**
   * Waits, then looks again.
   *
   * @param unsent see {@link Position#unsent()}
   */
  record Await(Wait until, boolean unsent) implements Move {}

  /**
   * Writes the state down, then looks again.
   *
   * @param next made when it is written: a new secret asks the gate for its id
   * @param unsent see {@link Position#unsent()}
   * @param tidy whether what the gate's changes left behind is cleared away first
   */
  record Write(Supplier<LockState> next, boolean unsent, boolean tidy) implements Move {}

  /**
   * Changes the world, then takes the decision that follows.
   *
   * @param then asked when all changes are made
   */
  record Act(List<Change> changes, Supplier<Decision> then) implements Move {}

  /**
   * Writes the way back down, then fails with the reason, so that a person looks at it today.
   *
   * @param warning what is given up, and why
   */
  record GiveUp(LockState next, String warning, LockException why) implements Move {}

  /** One change of the world. */
  sealed interface Change {}

  /** One that somebody else's unfinished work may be in the way of. */
  sealed interface GateChange extends Change {
    /** What follows then, in place of all that follows the change. */
    Function<HinderedException, Decision> hindered();
  }

  /** Makes the gate honour these secrets. */
  record Honour(DesiredGate desired, Function<HinderedException, Decision> hindered)
      implements GateChange {}

  /** Lets Terraform read what is presented and demanded. */
  record Publish(Published.Document document) implements Change {}

  /** Has released stages check nothing any more. */
  record Open(Set<String> stages, Function<HinderedException, Decision> hindered)
      implements GateChange {}

  /** Makes a distribution present these headers. */
  record Present(Presentation distribution, List<Header> headers) implements Change {}

  Decision {
    notes = List.copyOf(notes);
  }

  static Decision pass() {
    return of(new Pass());
  }

  static Decision await(Wait until, boolean unsent) {
    return of(new Await(until, unsent));
  }

  static Decision write(LockState next, boolean unsent) {
    return of(new Write(() -> next, unsent, false));
  }

  /** The same at the end of a rotation or a repair. */
  static Decision writeTidily(LockState next, boolean unsent) {
    return writeTidily(() -> next, unsent);
  }

  static Decision writeTidily(Supplier<LockState> next, boolean unsent) {
    return of(new Write(next, unsent, true));
  }

  static Decision act(List<? extends Change> changes, Supplier<Decision> then) {
    return changes.isEmpty() ? then.get() : of(new Act(List.copyOf(changes), then));
  }

  static Decision of(Move move) {
    return new Decision(move, List.of());
  }

  /** Says this last of all that is said before the move. */
  Decision saying(String rule, String what) {
    return noting(journal -> journal.decided(rule, what));
  }

  Decision warning(String rule, String what) {
    return noting(journal -> journal.warned(rule, what));
  }

  Decision counting(Occurrence occurrence) {
    return noting(journal -> journal.happened(occurrence));
  }

  /** Counts a probe that shows nothing: what it was for goes on without it, with an alarm. */
  Decision inconclusive(String question, Probe probe) {
    return counting(Occurrence.PROBE_INCONCLUSIVE)
        .warning("R6", "A probe could not tell " + question + ": " + probe.detail());
  }

  /** Says what that one says before all else. */
  Decision after(Decision earlier) {
    List<Consumer<Journal>> all = new ArrayList<>(earlier.notes);
    all.addAll(notes);
    return new Decision(move, all);
  }

  private Decision noting(Consumer<Journal> note) {
    List<Consumer<Journal>> all = new ArrayList<>(notes);
    all.add(note);
    return new Decision(move, all);
  }
}
