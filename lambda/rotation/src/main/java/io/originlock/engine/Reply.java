package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.model.Wait;
import java.util.Optional;

/**
 * What became of a request.
 *
 * @param outcome how it went
 * @param message one sentence for people, without a secret
 * @param state the newest state; stage {@code OPEN} if there is no lock
 * @param awaiting what is awaited, if anything
 * @param status the whole picture, for the action {@code status} alone
 */
public record Reply(
    Outcome outcome,
    String message,
    LockState state,
    Optional<Wait> awaiting,
    Optional<Status> status) {

  /** The answer to a request after which nothing is awaited. */
  static Reply of(Outcome outcome, String message, LockState state) {
    return new Reply(outcome, message, state, Optional.empty(), Optional.empty());
  }

  /** How a request went. Failures are exceptions, never an outcome. */
  public enum Outcome {
    /** It is done. */
    DONE,
    /** It is under way; the next tick goes on. */
    WAITING,
    /** There was nothing to do. */
    UNCHANGED,
    /** It is not carried out, for the reason that the message gives. */
    DECLINED
  }
}
