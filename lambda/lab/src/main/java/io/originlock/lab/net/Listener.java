package io.originlock.lab.net;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A port of this machine, on the loopback interface, that a {@link Service} answers on. */
public final class Listener implements AutoCloseable {

  /** Enough for the demo's load with every request waiting for a slow origin. */
  private static final int THREADS = 48;

  private static final int BACKLOG = 512;

  private final HttpServer server;
  private final ExecutorService threads;

  private Listener(HttpServer server, Service service) {
    this.server = server;
    this.threads = Executors.newFixedThreadPool(THREADS, Daemons.named("listener"));
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(exchange, service));
    server.start();
  }

  /** Plain HTTP; port 0 takes a free one. */
  public static Listener plain(int port, Service service) {
    try {
      return new Listener(HttpServer.create(address(port), BACKLOG), service);
    } catch (IOException taken) {
      throw new LabNetException("cannot listen on port " + port, taken);
    }
  }

  /** HTTPS; port 0 takes a free one. */
  public static Listener tls(int port, SSLContext context, Service service) {
    try {
      HttpsServer server = HttpsServer.create(address(port), BACKLOG);
      server.setHttpsConfigurator(new HttpsConfigurator(context));
      return new Listener(server, service);
    } catch (IOException taken) {
      throw new LabNetException("cannot listen on port " + port, taken);
    }
  }

  private static InetSocketAddress address(int port) {
    // Without it each answer waits for the delayed acknowledgement of its head: 40 ms. The server
    // reads the property when its first instance is made.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private static void serve(HttpExchange exchange, Service service) throws IOException {
    try (exchange) {
      URI target = exchange.getRequestURI();
      Request request =
          new Request(
              exchange.getRequestMethod(),
              target.getRawPath(),
              target.getRawQuery(),
              new HeaderMap(exchange.getRequestHeaders()),
              exchange.getRequestBody().readAllBytes());
      Response response = service.answer(request, exchange.getRemoteAddress());
      response
          .headers()
          .each(
              (name, value) -> {
                if (!name.equals("content-length")) {
                  exchange.getResponseHeaders().add(name, value);
                }
              });
      boolean bodiless =
          request.method().equals("HEAD")
              || response.status() == 204
              || response.status() == 304
              || response.body().length == 0;
      exchange.sendResponseHeaders(response.status(), bodiless ? -1 : response.body().length);
      if (!bodiless) {
        exchange.getResponseBody().write(response.body());
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
