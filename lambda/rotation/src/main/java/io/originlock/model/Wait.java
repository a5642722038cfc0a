package io.originlock.model;

import java.time.Instant;

/**
 * Why a stage cannot be left yet.
 *
 * @param awaiting what is awaited, a sentence
 * @param check what a person could look at meanwhile, a sentence
 * @param notBefore the earliest moment at which it can be over; null if that is not known
 */
public record Wait(String awaiting, String check, Instant notBefore) {}
