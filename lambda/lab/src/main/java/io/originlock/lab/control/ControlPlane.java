package io.originlock.lab.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.originlock.lab.LabException;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import io.originlock.lab.moto.WireRequest;
import io.originlock.lab.net.Daemons;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoint of the local AWS: a chain of handlers with moto at its end. */
public final class ControlPlane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);
  private static final Set<String> NOT_OURS_TO_SEND =
      Set.of("connection", "content-length", "transfer-encoding", "keep-alive", ":status");

  private final CallReader reader;
  private final MotoClient moto;
  private final List<Handler> handlers;
  private final HttpServer server;
  private final ExecutorService executor;

  private ControlPlane(
      CallReader reader,
      MotoClient moto,
      List<Handler> handlers,
      HttpServer server,
      ExecutorService executor) {
    this.reader = reader;
    this.moto = moto;
    this.handlers = List.copyOf(handlers);
    this.server = server;
    this.executor = executor;
  }

  /**
   * Starts to answer.
   *
   * @param port 0 for any free one
   * @param handlers from the outermost to the one next to moto
   */
  public static ControlPlane start(
      int port, CallReader reader, MotoClient moto, List<Handler> handlers) {
    // Without it every answer waits for the peer's delayed acknowledgement, 40 ms a call.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server;
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 256);
    } catch (IOException e) {
      throw new LabException("port " + port, "listen", "Is it in use?", e);
    }
    ExecutorService executor = Executors.newCachedThreadPool(Daemons.named("control"));
    ControlPlane plane = new ControlPlane(reader, moto, handlers, server, executor);
    server.createContext("/", plane::answer);
    server.setExecutor(executor);
    server.start();
    return plane;
  }

  /** What {@code AWS_ENDPOINT_URL} must be. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      WireRequest request =
          new WireRequest(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              exchange.getRequestURI().getRawQuery() == null
                  ? ""
                  : exchange.getRequestURI().getRawQuery(),
              exchange.getRequestHeaders(),
              exchange.getRequestBody().readAllBytes());
      WireReply reply = reply(request);
      if (reply.status() == 0) {
        return;
      }
      reply.headers().entrySet().stream()
          .filter(header -> !NOT_OURS_TO_SEND.contains(header.getKey().toLowerCase(Locale.ROOT)))
          .forEach(header -> exchange.getResponseHeaders().put(header.getKey(), header.getValue()));
      boolean bodiless =
          exchange.getRequestMethod().equals("HEAD")
              || reply.status() == 204
              || reply.body().length == 0;
      if (exchange.getRequestMethod().equals("HEAD")) {
        List<String> length = reply.headers().get("content-length");
        if (length != null) {
          exchange.getResponseHeaders().put("Content-Length", length);
        }
      }
      exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : reply.body().length);
      if (!bodiless) {
        exchange.getResponseBody().write(reply.body());
      }
    }
  }

  private WireReply reply(WireRequest request) {
    try {
      return answered(reader.read(request));
    } catch (RuntimeException e) {
      LOG.error("{} {} could not be read", request.method(), request.path(), e);
      return WireReply.of(500, "text/plain", "The lab cannot read this request.");
    }
  }

  private WireReply answered(Call call) {
    try {
      return proceed(0, call);
    } catch (RuntimeException e) {
      // The last resort: the caller gets an answer, the log the cause.
      LOG.error("{} {} failed in the lab", call.service(), call.operation(), e);
      return AwsErrors.reply(
          call.service(), 500, "InternalFailure", String.valueOf(e.getMessage()));
    }
  }

  private WireReply proceed(int position, Call call) {
    return position == handlers.size()
        ? moto.send(call.request())
        : handlers.get(position).handle(call, next -> proceed(position + 1, next));
  }
}
