package io.originlock.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What was asked of a lock.
 *
 * @param paused whether new rotations are held back
 * @param pending the id of a rotation asked for during another one; null if none
 * @param done ids of the last requests that were carried out, newest first
 * @param enforcement whether the gate is to be closed
 */
public record Requests(boolean paused, String pending, List<String> done, Enforcement enforcement) {
  /** Nothing was asked. */
  public static final Requests NONE = new Requests(false, null, List.of());

  /** The ids that a state remembers. */
  public static final int KEPT = 16;

  public Requests {
    done = List.copyOf(done);
    Objects.requireNonNull(enforcement, "enforcement");
  }

  /** Those of a lock that closes as soon as it can. */
  public Requests(boolean paused, String pending, List<String> done) {
    this(paused, pending, done, Enforcement.ALWAYS);
  }

  /** Whether the request of this id was carried out, or is waiting to be. */
  public boolean hasSeen(String request) {
    return request.equals(pending) || done.contains(request);
  }

  public Requests paused(boolean value) {
    return new Requests(value, pending, done, enforcement);
  }

  public Requests pending(String request) {
    return new Requests(paused, request, done, enforcement);
  }

  /** Asks for the gate to be closed, or to be opened. */
  public Requests enforced(boolean asked, Instant now) {
    return new Requests(paused, pending, done, new Enforcement(asked, now));
  }

  /** Remembers a request; null is one without an id. */
  public Requests carriedOut(String request) {
    if (request == null) {
      return this;
    }
    List<String> all = new ArrayList<>();
    all.add(request);
    all.addAll(done);
    return new Requests(paused, pending, all.subList(0, Math.min(all.size(), KEPT)), enforcement);
  }
}
