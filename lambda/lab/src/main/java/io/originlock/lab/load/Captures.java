package io.originlock.lab.load;

import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import io.originlock.lab.net.Service;
import io.originlock.signing.SignatureHeader;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Signed requests as they came to the API and passed it: what somebody has who reads its logs, or
 * its backend's.
 */
public final class Captures implements Service {
  private static final Duration APART = Duration.ofMillis(500);
  private static final int MOST = 240;

  private final Service api;
  private final Clock clock;
  private final Deque<Captured> some = new ArrayDeque<>();
  private Captured newest;

  /** A request that passed, and when it came. */
  public record Captured(Request request, Instant at) {
    /** The same request anew, for another method or path. */
    public Request again(String method, String target) {
      Request other = Request.of(method, target);
      request
          .headers()
          .first(SignatureHeader.NAME)
          .ifPresent(value -> other.with(SignatureHeader.NAME, value));
      return other;
    }
  }

  public Captures(Service api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  @Override
  public Response answer(Request request, InetSocketAddress peer) {
    Response response = api.answer(request, peer);
    if (response.ok() && request.headers().has(SignatureHeader.NAME)) {
      keep(new Captured(request, clock.instant()));
    }
    return response;
  }

  private synchronized void keep(Captured one) {
    newest = one;
    if (some.isEmpty() || one.at().isAfter(some.getLast().at().plus(APART))) {
      some.addLast(one);
      if (some.size() > MOST) {
        some.removeFirst();
      }
    }
  }

  /** The last one. */
  public synchronized Optional<Captured> newest() {
    return Optional.ofNullable(newest);
  }

  /** The youngest of those that are at least this old. */
  public synchronized Optional<Captured> olderThan(Duration age) {
    Instant latest = clock.instant().minus(age);
    for (Iterator<Captured> each = some.descendingIterator(); each.hasNext(); ) {
      Captured one = each.next();
      if (!one.at().isAfter(latest)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }
}
