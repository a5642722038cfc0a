package io.originlock.lab.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * An HTTP proxy for CONNECT alone. Host names of AWS's data plane lead to the lab's TLS listener,
 * all others nowhere: nothing in the lab may reach the real AWS.
 */
public final class ConnectProxy implements AutoCloseable {

  private final ServerSocket server;
  private final InetSocketAddress target;
  private final Predicate<String> served;
  private final ExecutorService threads = Executors.newCachedThreadPool(Daemons.named("proxy"));

  /**
   * Starts the proxy on a free port of the loopback interface.
   *
   * @param target where tunnels lead
   * @param served which host names it serves
   */
  public ConnectProxy(int port, InetSocketAddress target, Predicate<String> served) {
    this.target = target;
    this.served = served;
    try {
      this.server = new ServerSocket(port, 128, InetAddress.getLoopbackAddress());
    } catch (IOException taken) {
      throw new LabNetException("cannot start the CONNECT proxy", taken);
    }
    threads.execute(this::accept);
  }

  /** The port that it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> tunnel(client));
      } catch (IOException closed) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(closed);
        }
      }
    }
  }

  private void tunnel(Socket client) {
    try (client;
        Socket there = new Socket()) {
      client.setTcpNoDelay(true);
      String[] words = head(client.getInputStream()).split("\\s+", 3);
      if (words.length < 2 || !words[0].equals("CONNECT")) {
        refuse(client, "405 Method Not Allowed");
        return;
      }
      String host = words[1].replaceFirst(":\\d+$", "");
      if (!served.test(host)) {
        refuse(client, "403 Forbidden");
        return;
      }
      there.setTcpNoDelay(true);
      there.connect(target);
      write(client.getOutputStream(), "HTTP/1.1 200 Connection established\r\n\r\n");
      threads.execute(() -> pump(there, client));
      pump(client, there);
    } catch (IOException ended) {
      // One side is gone; the other is closed with it.
    }
  }

  private static void refuse(Socket client, String status) throws IOException {
    write(client.getOutputStream(), "HTTP/1.1 " + status + "\r\ncontent-length: 0\r\n\r\n");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0 && head.length() < 8192) {
      int b = in.read();
      if (b < 0) {
        break;
      }
      head.append((char) b);
    }
    return head.toString();
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      // The other direction ends with this one.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
