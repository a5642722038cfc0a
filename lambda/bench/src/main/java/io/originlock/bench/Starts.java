package io.originlock.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts JVMs with the authorizer's package, beside a Parameter Store that answers at once, over
 * plain HTTP.
 */
final class Starts implements AutoCloseable {
  private final String classPath;
  private final HttpServer server;

  /**
   * @param authorizer the package that Terraform uploads
   * @param bench the jar with {@link FirstAnswer}: an archive of classes knows no folders
   */
  Starts(Path authorizer, Path bench) throws IOException {
    this.classPath = authorizer + ":" + bench;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] keys =
        ("{\"Parameters\":[{\"Name\":\"/origin-lock/bench/honoured/g1\",\"Type\":\"SecureString\","
                + "\"Value\":\""
                + FirstAnswer.SECRET
                + "\"}]}")
            .getBytes(StandardCharsets.US_ASCII);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, keys.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(keys);
          }
        });
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** From the start of the process to its first answer. */
  Duration untilFirstAnswer(List<String> options) {
    long started = System.nanoTime();
    List<Long> answered = new ArrayList<>();
    run(options, 1, line -> answered.add(System.nanoTime()));
    return Duration.ofNanos(answered.get(0) - started);
  }

  /** KiB that are in use after so many answers: {@code heap} and {@code resident}, at most. */
  Map<String, Long> memoryAfter(int answers, List<String> options) {
    Map<String, Long> memory = new java.util.TreeMap<>();
    run(
        options,
        answers,
        line -> {
          String[] words = line.split(" ");
          if (words.length == 2) {
            memory.put(words[0], Long.valueOf(words[1]));
          }
        });
    return memory;
  }

  private interface Lines {
    void accept(String line);
  }

  private void run(List<String> options, int answers, Lines lines) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of("-cp", classPath, FirstAnswer.class.getName(), Integer.toString(answers)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_REGION", "eu-west-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_ENDPOINT_URL_SSM", "http://127.0.0.1:" + server.getAddress().getPort(),
                "ORIGIN_LOCK_NAME", "bench",
                "ORIGIN_LOCK_PATH", "/origin-lock/bench"));
    try {
      Process process = builder.start();
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        out.lines().forEach(lines::accept);
      }
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
