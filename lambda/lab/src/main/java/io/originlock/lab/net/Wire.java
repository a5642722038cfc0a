package io.originlock.lab.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * An HTTP/1.1 client over plain sockets. Unlike {@code java.net.http} it sets any {@code Host}
 * without a system property and says how many requests a connection may carry: API Gateway answers
 * each connection from one of its hosts, so that number decides how well requests mix.
 */
public final class Wire implements AutoCloseable {

  /** Idle connections older than this are not used again; well under the server's 30 s. */
  private static final long MAX_IDLE_NANOS = Duration.ofSeconds(10).toNanos();

  /** Said of the body that is sent, not of the one that came. */
  private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");

  private final Duration timeout;
  private final int requestsPerConnection;
  private final Map<InetSocketAddress, Deque<Connection>> idle = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param timeout for connecting and for each read
   * @param requestsPerConnection 1 for a fresh connection every time
   */
  public Wire(Duration timeout, int requestsPerConnection) {
    this.timeout = timeout;
    this.requestsPerConnection = requestsPerConnection;
  }

  /**
   * Sends the request and reads the whole response.
   *
   * @throws IOException when no complete response came
   */
  public Response send(InetSocketAddress to, Request request) throws IOException {
    Connection kept = takeIdle(to);
    if (kept != null) {
      try {
        return exchange(kept, request);
      } catch (StaleConnectionException stale) {
        // The server closed it while it lay idle, before it saw the request: as browsers do, again.
        kept.close();
      }
    }
    return exchange(new Connection(to, timeout), request);
  }

  private Response exchange(Connection connection, Request request) throws IOException {
    boolean reusable = false;
    try {
      Response response = connection.exchange(request);
      reusable = connection.used < requestsPerConnection && connection.keepsAlive(response);
      return response;
    } finally {
      if (reusable && !closed) {
        connection.idleSince = System.nanoTime();
        idle.computeIfAbsent(connection.to, t -> new ConcurrentLinkedDeque<>()).push(connection);
      } else {
        connection.close();
      }
    }
  }

  private Connection takeIdle(InetSocketAddress to) throws IOException {
    Deque<Connection> all = idle.get(to);
    while (all != null) {
      Connection connection = all.poll();
      if (connection == null || System.nanoTime() - connection.idleSince < MAX_IDLE_NANOS) {
        return connection;
      }
      connection.close();
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    for (Deque<Connection> all : idle.values()) {
      for (Connection connection = all.poll(); connection != null; connection = all.poll()) {
        connection.close();
      }
    }
  }

  /** A kept connection turned out to be closed before a byte of the answer came. */
  private static final class StaleConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    private StaleConnectionException(IOException cause) {
      super(cause);
    }
  }

  private static final class Connection {
    private final InetSocketAddress to;
    private final Socket socket;
    private final HttpReader in;
    private int used;
    private long idleSince;
    private boolean endsWithConnection;

    private Connection(InetSocketAddress to, Duration timeout) throws IOException {
      this.to = to;
      this.socket = new Socket();
      int millis = Math.toIntExact(timeout.toMillis());
      try {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(millis);
        socket.connect(to, millis);
        this.in = new HttpReader(socket.getInputStream());
      } catch (IOException unreachable) {
        socket.close();
        throw unreachable;
      }
    }

    private Response exchange(Request request) throws IOException {
      boolean first = used++ == 0;
      String statusLine;
      try {
        socket.getOutputStream().write(encode(request));
        statusLine = in.line();
      } catch (java.net.SocketTimeoutException late) {
        throw late;
      } catch (IOException broken) {
        throw first ? broken : new StaleConnectionException(broken);
      }
      String[] parts = statusLine.split(" ", 3);
      int status = Integer.parseInt(parts[1]);
      HeaderMap headers = in.headers();
      return new Response(status, headers, body(request, status, headers));
    }

    private static byte[] encode(Request request) throws IOException {
      StringBuilder head = new StringBuilder();
      head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
      request
          .headers()
          .each(
              (name, value) -> {
                if (!FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
                  head.append(name).append(": ").append(value).append("\r\n");
                }
              });
      if (request.body().length > 0) {
        head.append("content-length: ").append(request.body().length).append("\r\n");
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
      all.write(request.body());
      return all.toByteArray();
    }

    private byte[] body(Request request, int status, HeaderMap headers) throws IOException {
      if (request.method().equals("HEAD") || status == 204 || status == 304) {
        return new byte[0];
      }
      if (HttpReader.delimits(headers)) {
        return in.body(headers);
      }
      endsWithConnection = true;
      return in.rest();
    }

    private boolean keepsAlive(Response response) {
      String wish = response.headers().first("connection").orElse("").toLowerCase(Locale.ROOT);
      return !endsWithConnection && !wish.equals("close");
    }

    private void close() throws IOException {
      socket.close();
    }
  }
}
