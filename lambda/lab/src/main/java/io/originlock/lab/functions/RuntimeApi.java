package io.originlock.lab.functions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.originlock.lab.LabException;
import io.originlock.lab.net.Daemons;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The API by which a runtime asks for its next event.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda runtime
 *     API</a>
 */
final class RuntimeApi implements AutoCloseable {
  private static final String PREFIX = "/2018-06-01/runtime/";

  private final HttpServer server;
  private final ExecutorService executor;
  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final ConcurrentHashMap<String, Invocation> running = new ConcurrentHashMap<>();
  private final AtomicLong firstPoll = new AtomicLong();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<String> initError = new CompletableFuture<>();

  RuntimeApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 16);
    } catch (IOException e) {
      throw new LabException("a runtime API", "listen", "Are there any ports left?", e);
    }
    executor = Executors.newCachedThreadPool(Daemons.named("runtime-api"));
    server.createContext(PREFIX, this::answer);
    server.setExecutor(executor);
    server.start();
  }

  /** An event and the answer that it gets. */
  record Invocation(
      String requestId,
      String arn,
      long deadlineMillis,
      byte[] event,
      CompletableFuture<Answer> answer) {

    static Invocation of(String arn, long deadlineMillis, byte[] event) {
      return new Invocation(
          UUID.randomUUID().toString(), arn, deadlineMillis, event, new CompletableFuture<>());
    }
  }

  /** What the runtime answered. */
  record Answer(byte[] payload, boolean failed) {}

  /** The host and port for {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Has the runtime handle an event as soon as it asks. */
  void offer(Invocation invocation) {
    running.put(invocation.requestId(), invocation);
    waiting.add(invocation);
  }

  /** When the runtime first asked for an event, in {@link System#nanoTime()}. */
  long firstPoll() {
    return firstPoll.get();
  }

  /** Done once the runtime has asked for an event. */
  CompletableFuture<Void> ready() {
    return ready;
  }

  /** The error that the runtime could not start with. */
  CompletableFuture<String> initError() {
    return initError;
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(PREFIX.length());
      if (path.equals("invocation/next")) {
        next(exchange);
        return;
      }
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (path.equals("init/error")) {
        initError.complete(new String(body, StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(202, -1);
        return;
      }
      String[] segments = path.split("/");
      Invocation invocation = segments.length == 3 ? running.remove(segments[1]) : null;
      if (invocation == null) {
        exchange.sendResponseHeaders(400, -1);
        return;
      }
      // The runtime must have its 202 before whoever waits for the answer can kill it.
      exchange.sendResponseHeaders(202, -1);
      invocation.answer().complete(new Answer(body, segments[2].equals("error")));
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    firstPoll.compareAndSet(0, System.nanoTime());
    ready.complete(null);
    try {
      Invocation invocation = waiting.poll(1, TimeUnit.DAYS);
      if (invocation == null) {
        return;
      }
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", "application/json");
      headers.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
      headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadlineMillis()));
      headers.set("Lambda-Runtime-Invoked-Function-Arn", invocation.arn());
      exchange.sendResponseHeaders(
          200, invocation.event().length == 0 ? -1 : invocation.event().length);
      exchange.getResponseBody().write(invocation.event());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }
}
