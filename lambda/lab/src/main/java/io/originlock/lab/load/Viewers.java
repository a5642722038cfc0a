package io.originlock.lab.load;

import io.originlock.lab.edge.EdgeFleet;
import io.originlock.lab.ledger.Kind;
import io.originlock.lab.ledger.Ledger;
import io.originlock.lab.net.Wire;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** Viewers: a steady rate of requests through all edges in turn, over connections kept alive. */
public final class Viewers implements AutoCloseable {

  /** Longer than an edge waits for its origin. */
  private static final Duration TIMEOUT = Duration.ofSeconds(35);

  private final Wire wire = new Wire(TIMEOUT, 200);
  private final OpenLoop loop;

  private Viewers(
      Target target, int edges, double perSecond, Duration longest, Ledger ledger, Clock clock) {
    Sender sender = new Sender(target, wire, ledger, clock);
    this.loop =
        OpenLoop.start(
            (number, due) -> {
              int edge = (int) (number % edges);
              sender.send(
                  // All edges are asked for a path before the next one's turn.
                  sender.request(number / edges).with(EdgeFleet.EDGE_HEADER, String.valueOf(edge)),
                  Kind.VIEWER,
                  edge,
                  due,
                  null);
            },
            perSecond,
            longest,
            clock);
  }

  /**
   * Begins; ends with {@link #close()}, or by itself after {@code longest}.
   *
   * @param target the edges' port, the distribution's domain name and the paths
   */
  public static Viewers start(
      Target target, int edges, double perSecond, Duration longest, Ledger ledger, Clock clock) {
    return new Viewers(target, edges, perSecond, longest, ledger, clock);
  }

  /** The requests so far. */
  public long started() {
    return loop.started();
  }

  /** Whether the first so many requests are done: none that left before is still on its way. */
  public boolean done(long requests) {
    return loop.doneBefore(requests);
  }

  @Override
  public void close() throws IOException {
    loop.close();
    wire.close();
  }
}
