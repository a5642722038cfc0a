package io.originlock.probe;

import io.originlock.gate.Answer;
import io.originlock.model.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One GET request over a connection of its own, and its answer within a deadline. */
final class Exchange {
  private static final int BODY_MAX = 4096;

  private final HttpsProber.Timeouts timeouts;

  Exchange(HttpsProber.Timeouts timeouts) {
    this.timeouts = timeouts;
  }

  /**
   * @throws IOException if there is no answer, or not all of it in time
   */
  Answer get(URI url, List<Header> headers) throws IOException {
    long begun = System.nanoTime();
    FutureTask<Answer> task = new FutureTask<>(() -> exchange(url, headers, begun));
    // A connection's own time-outs begin anew with each byte: an answer that trickles has no end.
    Thread thread = new Thread(task, "origin-lock-probe");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(timeouts.whole().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw late();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private Answer exchange(URI url, List<Header> headers, long begun) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
    try {
      connection.setConnectTimeout(Math.toIntExact(timeouts.connect().toMillis()));
      connection.setReadTimeout(Math.toIntExact(timeouts.read().toMillis()));
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestProperty("Connection", "close");
      connection.setRequestProperty("Cache-Control", "no-cache, no-store");
      connection.setRequestProperty("Accept", "application/json");
      connection.setRequestProperty("User-Agent", "origin-lock-probe");
      headers.forEach(header -> connection.setRequestProperty(header.name(), header.value()));
      int status = connection.getResponseCode();
      return new Answer(status, received(connection), body(connection, status, begun));
    } finally {
      connection.disconnect();
    }
  }

  private static Map<String, String> received(HttpURLConnection connection) {
    Map<String, String> received = new HashMap<>();
    connection
        .getHeaderFields()
        .forEach(
            (name, values) -> {
              if (name != null && !values.isEmpty()) {
                received.put(name.toLowerCase(Locale.ROOT), values.get(values.size() - 1));
              }
            });
    return received;
  }

  private String body(HttpURLConnection connection, int status, long begun) throws IOException {
    try (InputStream stream =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      byte[] part = new byte[BODY_MAX];
      while (stream != null && body.size() < BODY_MAX) {
        int length = stream.read(part, 0, BODY_MAX - body.size());
        if (length < 0) {
          break;
        }
        body.write(part, 0, length);
        if (System.nanoTime() - begun > timeouts.whole().toNanos()) {
          throw late();
        }
      }
      return body.toString(StandardCharsets.UTF_8);
    }
  }

  private static SocketTimeoutException late() {
    return new SocketTimeoutException("The whole answer took too long.");
  }
}
