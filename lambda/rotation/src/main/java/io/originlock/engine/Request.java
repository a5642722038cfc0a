package io.originlock.engine;

/**
 * An action that somebody asks for.
 *
 * @param action what to do
 * @param id makes a repetition harmless: the same rotation or revocation is carried out once
 * @param force the caller knows that requests may be refused, or that a plan is to be carried out
 * @param adopt whether {@code engage} takes over the header that the distributions send today
 */
public record Request(Action action, String id, boolean force, boolean adopt) {}
