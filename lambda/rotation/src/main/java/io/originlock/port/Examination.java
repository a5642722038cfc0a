package io.originlock.port;

import io.originlock.finding.Findings;

/**
 * What a look at the world around a lock shows.
 *
 * @param findings what is amiss
 * @param demands how the deployed methods stand
 */
public record Examination(Findings findings, Demands demands) {}
