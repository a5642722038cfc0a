package io.originlock.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;

/** An HTTP server within the test that hands each request to a function. */
public final class FakeServer implements AutoCloseable {

  /**
   * @param headers names in any case
   */
  public record Call(String method, URI uri, Map<String, String> headers, String body) {}

  /** An answer; {@link #DROPPED} closes the connection instead of answering. */
  public record Reply(int status, Map<String, String> headers, String body) {
    public static final Reply DROPPED = new Reply(0, Map.of(), "");

    /** Breaks the connection before the end of the body. */
    public Reply truncated() {
      return new Reply(-status, headers, body);
    }

    public static Reply of(int status, String body) {
      return new Reply(status, Map.of(), body);
    }
  }

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Function<Call, Reply> answer;
  private final HttpServer server;
  private volatile Function<Call, Optional<Reply>> instead = call -> Optional.empty();
  private volatile BiFunction<Call, Reply, Reply> altered = (call, reply) -> reply;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  public FakeServer(Function<Call, Reply> answer) {
    this.answer = answer;
    // Else the JDK's server waits 40 ms with each answer on a connection that is kept.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers some calls so; they have no other effect. */
  public void instead(Function<Call, Optional<Reply>> some) {
    instead = some;
  }

  /** Sends these in place of the answers; the calls have their effects. */
  public void altered(BiFunction<Call, Reply, Reply> how) {
    altered = how;
  }

  /** Every request that came, in order. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Call call = new Call(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body);
    calls.add(call);
    Reply reply = altered.apply(call, instead.apply(call).orElseGet(() -> answer.apply(call)));
    if (reply == Reply.DROPPED) {
      exchange.close();
      return;
    }
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    boolean truncated = reply.status() < 0;
    exchange.sendResponseHeaders(
        Math.abs(reply.status()), bytes.length == 0 ? -1 : bytes.length + (truncated ? 1 : 0));
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
