package io.originlock.examine;

/**
 * Why a deployed method can be reached without the secret.
 *
 * @param seen a sentence
 * @param remedy a sentence; following it refuses no viewer
 */
public record Opening(String seen, String remedy) {}
