package io.originlock.engine;

import java.util.Optional;

/**
 * How far an invocation got.
 *
 * @param state the newest state that it wrote or read; stage {@code OPEN} when the lock is off
 * @param awaiting what it waits for; empty when there is nothing to do
 */
public record Progress(LockState state, Optional<Wait> awaiting) {}
