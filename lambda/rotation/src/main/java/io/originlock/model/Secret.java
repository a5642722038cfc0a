package io.originlock.model;

import java.time.Instant;

/**
 * A secret that the lock made, or took over from the API's owner.
 *
 * @param id its name
 * @param value what CloudFront presents
 * @param createdAt when it was made, or taken over
 */
public record Secret(SecretId id, SecretValue value, Instant createdAt) {

  Secret until(Instant latest) {
    return madeAt(LockState.earlier(createdAt, latest));
  }

  /** The same, made at another time. */
  public Secret madeAt(Instant when) {
    return new Secret(id, value, when);
  }
}
