package io.originlock.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What was asked of a lock.
 *
 * @param paused whether new rotations are held back
 * @param pending the id of a rotation asked for during another one; null if none
 * @param done ids of the last requests that were carried out, newest first: as many as are
 *     remembered, in number and in bytes
 * @param enforcement whether the gate is to be closed
 */
public record Requests(boolean paused, String pending, List<String> done, Enforcement enforcement) {
  /** Nothing was asked. */
  public static final Requests NONE = new Requests(false, null, List.of());

  /** The ids that a state remembers. */
  public static final int KEPT = 16;

  /**
   * The bytes that they may take in a state's JSON: a quarter of a standard parameter, where eight
   * secrets of 128 characters take half.
   */
  public static final int BYTES_KEPT = 1024;

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

  Requests until(Instant latest) {
    Instant since = LockState.earlier(enforcement.since(), latest);
    return new Requests(paused, pending, done, new Enforcement(enforcement.asked(), since));
  }

  /** Remembers a request; null is one without an id. */
  public Requests carriedOut(String request) {
    if (request == null) {
      return this;
    }
    List<String> all = new ArrayList<>();
    all.add(request);
    int bytes = bytes(request);
    for (String older : done) {
      bytes += bytes(older);
      if (all.size() == KEPT || bytes > BYTES_KEPT) {
        break;
      }
      all.add(older);
    }
    return new Requests(paused, pending, all, enforcement);
  }

  /** What one takes at most in a list, with each character that may be escaped. */
  private static int bytes(String id) {
    int escaped =
        id.chars().map(c -> c < ' ' || c == '{' ? 5 : c == '"' || c == '\\' ? 1 : 0).sum();
    return id.getBytes(StandardCharsets.UTF_8).length + escaped + "\"\",".length();
  }
}
