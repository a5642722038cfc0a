package io.originlock.port;

/**
 * Everything outside the engine, as one lock sees it.
 *
 * @param gate the API side
 * @param distributions the CloudFront side
 * @param prober sends real requests
 * @param log the lock's memory
 * @param published what Terraform reads
 */
public record World(
    Gate gate, Distributions distributions, Prober prober, StateLog log, Published published) {}
