package io.originlock.survey;

/**
 * A limit on how fast requests may come.
 *
 * @param rate requests a second, in the long run
 * @param burst requests at once
 */
public record Throttle(double rate, int burst) {}
