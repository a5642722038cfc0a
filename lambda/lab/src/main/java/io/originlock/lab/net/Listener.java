package io.originlock.lab.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A port of this machine, on the loopback interface, that a {@link Service} answers on. Unlike the
 * JDK's server it leaves the names of headers as they were sent: API Gateway goes by their letters.
 */
public final class Listener implements AutoCloseable {
  private static final int BACKLOG = 512;
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final ServerSocket server;
  private final Service service;
  private final ExecutorService threads = Executors.newCachedThreadPool(Daemons.named("listener"));
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private Listener(ServerSocketFactory sockets, int port, Service service) throws IOException {
    this.server = sockets.createServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    this.service = service;
    threads.execute(this::accept);
  }

  /** Plain HTTP; port 0 takes a free one. */
  public static Listener plain(int port, Service service) {
    return open(ServerSocketFactory.getDefault(), port, service);
  }

  /** HTTPS; port 0 takes a free one. */
  public static Listener tls(int port, SSLContext context, Service service) {
    return open(context.getServerSocketFactory(), port, service);
  }

  private static Listener open(ServerSocketFactory sockets, int port, Service service) {
    try {
      return new Listener(sockets, port, service);
    } catch (IOException taken) {
      throw new LabNetException("cannot listen on port " + port, taken);
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
  }

  /** The port that it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException closed) {
        // Ends with the port.
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Math.toIntExact(IDLE.toMillis()));
      InetSocketAddress peer = (InetSocketAddress) socket.getRemoteSocketAddress();
      HttpReader in = new HttpReader(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      boolean more = true;
      while (more && !server.isClosed()) {
        more = answer(in, out, peer);
      }
    } catch (IOException | IllegalArgumentException gone) {
      // The other end has closed, or sent no HTTP: there is nobody to tell.
    } finally {
      open.remove(socket);
    }
  }

  /** Answers one request; whether another may come on the connection. */
  private boolean answer(HttpReader in, OutputStream out, InetSocketAddress peer)
      throws IOException {
    String[] start = in.line().split(" ", 3);
    if (start.length < 3) {
      throw new IOException("no request line");
    }
    HeaderMap headers = in.headers();
    if (headers.has("expect")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
    Request target = Request.of(start[0], start[1]);
    Request request =
        new Request(start[0], target.path(), target.query(), headers, in.body(headers));
    Response response = service.answer(request, peer);
    boolean last =
        start[2].equals("HTTP/1.0")
            || headers.first("connection").orElse("").equalsIgnoreCase("close");
    out.write(encode(request, response, last));
    out.flush();
    return !last;
  }

  private static byte[] encode(Request request, Response response, boolean last)
      throws IOException {
    boolean bodiless = response.status() == 204 || response.status() == 304;
    boolean head = request.method().equals("HEAD");
    StringBuilder text = new StringBuilder("HTTP/1.1 ").append(response.status()).append(" \r\n");
    response
        .headers()
        .each(
            (name, value) -> {
              if (!name.equalsIgnoreCase("content-length")) {
                text.append(name).append(": ").append(value).append("\r\n");
              }
            });
    if (!bodiless) {
      text.append("content-length: ").append(response.body().length).append("\r\n");
    }
    if (last) {
      text.append("connection: close\r\n");
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    if (!bodiless && !head) {
      all.write(response.body());
    }
    return all.toByteArray();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException closed) {
      throw new LabNetException("cannot close port " + port(), closed);
    } finally {
      threads.shutdownNow();
    }
  }
}
