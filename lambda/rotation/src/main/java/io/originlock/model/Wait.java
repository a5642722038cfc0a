package io.originlock.model;

import java.time.Instant;

/**
 * Why a stage cannot be left yet.
 *
 * @param awaiting what is awaited, a sentence
 * @param check what a person could look at meanwhile, a sentence
 * @param notBefore the earliest moment at which it can be over; null if that is not known
 * @param resting whether the lock rests meanwhile: then nothing else is held up by it, and it is
 *     never overdue
 */
public record Wait(String awaiting, String check, Instant notBefore, boolean resting) {

  /** One that holds the lock up. */
  public Wait(String awaiting, String check, Instant notBefore) {
    this(awaiting, check, notBefore, false);
  }
}
