package io.originlock.lab.edge;

import io.originlock.lab.model.EdgeListener;
import io.originlock.lab.model.EdgePolicies;
import io.originlock.lab.model.Fleet;
import io.originlock.lab.model.Header;
import io.originlock.lab.model.Invoker;
import io.originlock.lab.model.ManagedPolicies;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Resolver;
import io.originlock.lab.net.Response;
import io.originlock.lab.net.Service;
import io.originlock.lab.spread.Delays;
import io.originlock.lab.spread.Spread;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The edges of CloudFront. Each serves its own configuration of a distribution until a change
 * reaches it.
 *
 * <p>Lab clients choose an edge by the header {@value #EDGE_HEADER} (from 0 on), which goes no
 * further; others are served by one edge after the other.
 */
public final class EdgeFleet implements Fleet, Service, AutoCloseable {

  /** The number of the edge that shall serve a request. */
  public static final String EDGE_HEADER = "x-lab-edge";

  private final List<Edge> edges = new ArrayList<>();
  private final List<EdgeListener> listeners = new CopyOnWriteArrayList<>();
  private final EdgeListener relay = new Relay();
  private final AtomicInteger turn = new AtomicInteger();
  private final Spread<Edge.Served> spread;
  private final Clock clock;

  /**
   * @param size the number of edges, at least 1
   * @param delays how long an edge takes to get a change
   * @param resolver where origins are
   */
  public EdgeFleet(int size, Delays delays, Resolver resolver, Clock clock) {
    this(size, delays, resolver, clock, (function, source, event) -> Invoker.Result.refused());
  }

  /**
   * The same with functions at the edge.
   *
   * @param functions runs them
   */
  public EdgeFleet(int size, Delays delays, Resolver resolver, Clock clock, Invoker functions) {
    this.clock = clock;
    for (int edge = 0; edge < size; edge++) {
      edges.add(
          new Edge(
              String.format(Locale.ROOT, "LAB%02d-P1", edge), resolver, functions, clock, relay));
    }
    this.spread = new Spread<>(size, delays, this::arrived);
  }

  /** The number of edges. */
  public int size() {
    return edges.size();
  }

  /** Tells the listener of everything from now on. */
  public void listen(EdgeListener listener) {
    listeners.add(listener);
  }

  /** To drive the changes by hand. */
  public Spread<?> spread() {
    return spread;
  }

  /** The version of the distribution that an edge serves now. */
  public Optional<String> version(int edge, String distribution) {
    return edges.get(edge).serving(distribution).map(Edge.Served::version);
  }

  /** The same where nobody made a policy: behaviours name managed ones. */
  public void push(String distribution, String domain, String version, String config) {
    push(distribution, domain, version, config, ManagedPolicies.all());
  }

  @Override
  public void push(
      String distribution, String domain, String version, String config, EdgePolicies policies) {
    Edge.Served served =
        new Edge.Served(distribution, domain, version, DistributionParser.parse(config, policies));
    Set<Header> presented = served.config().presented();
    Instant now = clock.instant();
    relay.pushed(distribution, version, presented, now);
    spread.push(distribution, served);
  }

  private void arrived(int edge, String distribution, Edge.Served served) {
    edges.get(edge).take(distribution, served);
    relay.took(edge, distribution, served.version(), clock.instant());
  }

  @Override
  public boolean converged(String distribution, String version) {
    return edges.stream()
        .allMatch(
            edge ->
                edge.serving(distribution).filter(s -> s.version().equals(version)).isPresent());
  }

  @Override
  public void remove(String distribution) {
    edges.forEach(edge -> edge.forget(distribution));
  }

  @Override
  public Response answer(Request request, InetSocketAddress peer) {
    int edge =
        request
            .headers()
            .first(EDGE_HEADER)
            .map(Integer::parseInt)
            .orElseGet(turn::getAndIncrement);
    request.headers().remove(EDGE_HEADER);
    return edges.get(Math.floorMod(edge, edges.size())).answer(request, peer);
  }

  @Override
  public void close() throws IOException {
    spread.close();
    for (Edge edge : edges) {
      edge.close();
    }
  }

  /** Tells all listeners. */
  private final class Relay implements EdgeListener {
    @Override
    public void pushed(String distribution, String version, Set<Header> presented, Instant at) {
      listeners.forEach(each -> each.pushed(distribution, version, presented, at));
    }

    @Override
    public void took(int edge, String distribution, String version, Instant at) {
      listeners.forEach(each -> each.took(edge, distribution, version, at));
    }

    @Override
    public void answered(String distribution, int status, Instant at) {
      listeners.forEach(each -> each.answered(distribution, status, at));
    }

    @Override
    public void functionFailed(String distribution, FunctionError how, Instant at) {
      listeners.forEach(each -> each.functionFailed(distribution, how, at));
    }
  }
}
