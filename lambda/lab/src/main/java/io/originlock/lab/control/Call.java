package io.originlock.lab.control;

import io.originlock.lab.moto.WireRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * A call of AWS's API.
 *
 * @param service as in the credential scope: {@code ssm}, {@code apigateway}, {@code monitoring}
 * @param operation as AWS names it: {@code PutParameter}
 * @param resource its ARN where one follows from the request, else what the request names
 * @param writes whether it changes anything
 */
public record Call(
    WireRequest request,
    Instant time,
    Caller caller,
    String service,
    String operation,
    String resource,
    boolean writes) {

  /** The same call with another request. */
  public Call with(WireRequest other) {
    return new Call(other, time, caller, service, operation, resource, writes);
  }

  /** The id under which an SDK makes all attempts of one call, if it sends one. */
  public Optional<String> attemptsId() {
    return request.header("amz-sdk-invocation-id");
  }

  /** The n-th segment of the raw path, from 0. */
  public String segment(int n) {
    String[] segments = request.path().substring(1).split("/", -1);
    return n < segments.length ? segments[n] : "";
  }
}
