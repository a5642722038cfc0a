package io.originlock.lab.functions;

import java.time.Duration;

/**
 * How a function's process started.
 *
 * @param ready from the start of the process to the moment when it asked for its first event
 * @param answered from the start of the process to its first answer, the work for it included
 */
public record ColdStart(String function, Duration ready, Duration answered) {}
