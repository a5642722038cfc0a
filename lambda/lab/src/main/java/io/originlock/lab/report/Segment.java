package io.originlock.lab.report;

import java.time.Instant;

/**
 * A stretch of a row of the timeline.
 *
 * @param style the class of its look
 * @param label for people, shown where there is room and when pointed at
 */
record Segment(Instant from, Instant to, String style, String label) {}
