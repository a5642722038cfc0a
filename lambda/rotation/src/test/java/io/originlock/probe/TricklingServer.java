package io.originlock.probe;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Answers each request with a header that never ends, a byte at a time. */
final class TricklingServer implements AutoCloseable {
  private static final long BETWEEN_MILLIS = 50;

  private final ServerSocket listening;

  TricklingServer() {
    try {
      listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::serve);
    thread.setDaemon(true);
    thread.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/");
  }

  private void serve() {
    try (Socket connection = listening.accept()) {
      OutputStream out = connection.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nx-slow: ".getBytes(StandardCharsets.US_ASCII));
      while (!listening.isClosed()) {
        out.write('a');
        out.flush();
        Thread.sleep(BETWEEN_MILLIS);
      }
    } catch (IOException e) {
      // The client has enough.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
