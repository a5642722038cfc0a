package io.originlock.baseline;

import io.originlock.model.LockState;
import io.originlock.port.Published;
import io.originlock.simulation.Aws;
import io.originlock.simulation.Cause;
import io.originlock.simulation.Fleet.Distribution;
import io.originlock.simulation.Fleet.Edge;
import io.originlock.simulation.Observer;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures what viewers see. A viewer's request meets each edge and each host with the same chance,
 * so the share of pairs that refuse, integrated over time, is the number of refused requests at one
 * request a second: no sampling error.
 */
final class Meter implements Observer {
  private final Aws aws;
  private final List<Moment> moments = new ArrayList<>();
  private boolean on;
  private long from;
  private long last;
  private double share;
  private double refusedSeconds;
  private int writes;
  private long old;
  private long oldGoneAt = -1;
  private long toldAt = -1;
  private long arrivedAt = -1;

  Meter(Aws aws) {
    this.aws = aws;
  }

  /**
   * What is true from a moment on.
   *
   * @param at milliseconds since the rotation began
   * @param newEdges the share of edges that present another secret than the one before
   * @param oldHosts the share of hosts that let the secret before in
   * @param refused the share of requests that are refused
   */
  record Moment(long at, double newEdges, double oldHosts, double refused) {}

  /** A rotation begins: {@code before} is the secret in use. */
  void begin() {
    on = true;
    from = aws.time.now();
    last = from;
    old = aws.fleet.members().get(0).mask;
    look();
  }

  private void look() {
    if (!on) {
      return;
    }
    long now = aws.time.now();
    refusedSeconds += share * (now - last) / 1000.0;
    last = now;
    int pairs = 0;
    int refused = 0;
    int edges = 0;
    int fresh = 0;
    for (Distribution member : aws.fleet.members()) {
      for (Edge edge : member.fleet) {
        edges++;
        fresh += (edge.mask & old) == 0 ? 1 : 0;
        for (int host = 0; host < aws.gateway.hosts(); host++) {
          pairs++;
          refused += (edge.mask & aws.gateway.host(host)) == 0 ? 1 : 0;
        }
      }
    }
    int hosts = 0;
    for (int host = 0; host < aws.gateway.hosts(); host++) {
      hosts += (aws.gateway.host(host) & old) != 0 ? 1 : 0;
    }
    share = (double) refused / pairs;
    if (fresh == edges && arrivedAt < 0) {
      arrivedAt = now;
    }
    oldGoneAt = hosts > 0 ? -1 : oldGoneAt < 0 ? now : oldGoneAt;
    moments.add(
        new Moment(
            now - from, (double) fresh / edges, (double) hosts / aws.gateway.hosts(), share));
  }

  void end() {
    look();
    on = false;
  }

  /** Refused requests at one request a second. */
  double refusedSeconds() {
    return refusedSeconds;
  }

  int writes() {
    return writes;
  }

  /** How long after the beginning the last host let the old secret go, ms; negative: never. */
  long oldLifetime() {
    return oldGoneAt < 0 ? -1 : oldGoneAt - from;
  }

  /** How long the first change of the distributions took to reach every edge, ms. */
  long propagation() {
    return arrivedAt - toldAt;
  }

  /** When every edge had the new secret, ms after the beginning. */
  long arrived() {
    return arrivedAt - from;
  }

  List<Moment> moments() {
    return moments;
  }

  private void wrote() {
    writes += on ? 1 : 0;
  }

  @Override
  public void configured(Distribution distribution, long before, Cause cause) {
    if (on && toldAt < 0) {
      toldAt = aws.time.now();
    }
    wrote();
  }

  @Override
  public void edgeChanged(Edge edge, long before) {
    look();
  }

  @Override
  public void gateChanged(long before, long after, Cause cause) {
    wrote();
  }

  @Override
  public void hostChanged(int host, long before, long after, Cause cause) {
    look();
  }

  @Override
  public void fleetChanged() {
    look();
  }

  @Override
  public void appended(LockState state, Cause cause) {
    wrote();
  }

  @Override
  public void published(Published.Document document, Cause cause) {
    wrote();
  }
}
