package io.originlock.model;

import java.time.Instant;

/**
 * A secret that is current no more.
 *
 * @param secret the secret, its value kept as long as the lock remembers it
 * @param at since when
 * @param revoked whether it leaked: then nothing ever honours it again
 * @param refused whether a direct probe has seen it refused since, or it was settled that none can
 */
public record Retired(Secret secret, Instant at, boolean revoked, boolean refused) {

  /** The same, seen refused. */
  public Retired seenRefused() {
    return new Retired(secret, at, revoked, true);
  }

  Retired until(Instant latest) {
    return new Retired(secret.until(latest), LockState.earlier(at, latest), revoked, refused);
  }

  /** The same, revoked. */
  public Retired revoke() {
    return new Retired(secret, at, true, false);
  }
}
