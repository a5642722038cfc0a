package io.originlock.lab.control;

import java.time.Instant;

/**
 * A call that was answered.
 *
 * @param caller a function's name, or {@link Caller#TERRAFORM}
 * @param status of the answer; 0: the connection was dropped
 * @param writes whether the operation changes anything
 */
public record AwsCall(
    Instant time,
    String caller,
    String service,
    String operation,
    String resource,
    int status,
    boolean writes) {}
