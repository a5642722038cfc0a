package io.originlock.simulation;

/**
 * Whose doing a change is.
 *
 * @param name who
 * @param foreign whether it was a deed that the lock is not answerable for
 * @param knew until when the doer can have seen what others did
 */
public record Cause(String name, boolean foreign, long knew) {}
