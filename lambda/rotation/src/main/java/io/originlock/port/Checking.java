package io.originlock.port;

/**
 * How a stage still checks the secret.
 *
 * @param opens whether the lock itself can have it stop
 * @param remedy what its owner can do to have it stop, a clause
 */
public record Checking(boolean opens, String remedy) {}
