package io.originlock.lab.gateway;

import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.GatewayListener;
import io.originlock.lab.model.Gateways;
import io.originlock.lab.model.Invoker;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Resolver;
import io.originlock.lab.net.Response;
import io.originlock.lab.net.Service;
import io.originlock.lab.spread.Delays;
import io.originlock.lab.spread.Spread;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The hosts of API Gateway's data plane. Each connection is served by one of them; lab clients
 * choose it by the header {@value #HOST_HEADER} (from 0 on), which goes no further.
 */
public final class GatewayHosts implements Gateways, Service, AutoCloseable {

  /** The number of the host that shall serve a request; in answers, the host that did. */
  public static final String HOST_HEADER = "x-lab-host";

  private final List<GatewayHost> hosts = new ArrayList<>();
  private final List<GatewayListener> listeners = new CopyOnWriteArrayList<>();
  private final Integrations integrations;
  private final Spread<ApiCatalog> spread;
  private final Clock clock;

  /**
   * @param size the number of hosts, at least 1
   * @param delays how long a host takes to learn of a change
   * @param resolver where the backends of HTTP integrations are
   */
  public GatewayHosts(int size, Delays delays, Resolver resolver, Clock clock) {
    this(
        size,
        delays,
        resolver,
        clock,
        (function, source, event) -> Invoker.Result.refused(),
        AuthorizerPath.SENT);
  }

  /**
   * The same with Lambda authorizers.
   *
   * @param functions runs them
   * @param authorizerPath the form of the path in their events
   */
  public GatewayHosts(
      int size,
      Delays delays,
      Resolver resolver,
      Clock clock,
      Invoker functions,
      AuthorizerPath authorizerPath) {
    this.clock = clock;
    this.integrations = new Integrations(resolver);
    Meters meters = new Meters();
    for (int host = 0; host < size; host++) {
      hosts.add(
          new GatewayHost(
              String.valueOf(host), integrations, functions, clock, authorizerPath, meters));
    }
    this.spread = new Spread<>(size, delays, this::arrived);
  }

  /** The number of hosts. */
  public int size() {
    return hosts.size();
  }

  /** Tells the listener of everything from now on. */
  public void listen(GatewayListener listener) {
    listeners.add(listener);
  }

  /** To drive the changes by hand. */
  public Spread<?> spread() {
    return spread;
  }

  /** What a host acts on now. */
  public ApiCatalog knows(int host) {
    return hosts.get(host).knows();
  }

  @Override
  public void push(ApiCatalog catalog) {
    listeners.forEach(listener -> listener.pushed(catalog, clock.instant()));
    spread.push("catalog", catalog);
  }

  private void arrived(int host, String subject, ApiCatalog catalog) {
    hosts.get(host).learn(catalog);
    listeners.forEach(listener -> listener.learned(host, catalog, clock.instant()));
  }

  @Override
  public Response answer(Request request, InetSocketAddress peer) {
    int host =
        request.headers().first(HOST_HEADER).map(Integer::parseInt).orElseGet(() -> mix(peer));
    request.headers().remove(HOST_HEADER);
    return hosts
        .get(Math.floorMod(host, hosts.size()))
        .answer(request, peer.getAddress().getHostAddress(), clock.instant());
  }

  /** A connection's port decides its host; neighbouring ports get unrelated ones. */
  private static int mix(InetSocketAddress peer) {
    return (peer.getPort() * 0x9E3779B9) >>> 16;
  }

  @Override
  public void close() throws IOException {
    spread.close();
    integrations.close();
  }
}
