package io.originlock.lab.moto;

import io.originlock.lab.ChildProcess;
import io.originlock.lab.LabException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** moto's server as a child process, on a port of its own. */
public final class Moto implements AutoCloseable {
  private static final long START_MILLIS = 60_000;
  private static final String CUSTOMIZE = "sitecustomize.py";

  private final ChildProcess process;
  private final MotoClient client;

  private Moto(ChildProcess process, MotoClient client) {
    this.process = process;
    this.client = client;
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @param directory where its log goes
   */
  public static Moto start(Path directory) {
    List<String> command = command();
    int port = freePort();
    Path log = directory.resolve("moto.log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.command().addAll(List.of("-H", "127.0.0.1", "-p", Integer.toString(port)));
    // Nothing of the user's own AWS must leak into the lab.
    builder.environment().put("AWS_ACCESS_KEY_ID", "lab");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "lab");
    builder.environment().remove("AWS_ENDPOINT_URL");
    builder.environment().put("PYTHONPATH", directory.resolve("python").toString());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    ChildProcess process;
    try {
      customize(directory.resolve("python"));
      process = new ChildProcess(builder.start());
    } catch (IOException e) {
      throw new LabException(
          command.get(0), "start", "Is it executable? Set LAB_MOTO to moto's server.", e);
    }
    MotoClient client = new MotoClient(URI.create("http://127.0.0.1:" + port));
    Moto moto = new Moto(process, client);
    moto.awaitAnswer(log);
    return moto;
  }

  /** Python runs a module of this name before anything else. */
  private static void customize(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (InputStream source = Moto.class.getResourceAsStream(CUSTOMIZE)) {
      Files.copy(source, folder.resolve(CUSTOMIZE), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** A client of this server. */
  public MotoClient client() {
    return client;
  }

  @Override
  public void close() {
    process.close();
  }

  private void awaitAnswer(Path log) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
    while (System.nanoTime() < deadline && process.isAlive()) {
      try {
        if (client.rest("s3", "GET", "/moto-api/data.json", null).ok()) {
          return;
        }
      } catch (LabException notYet) {
        pause();
      }
    }
    close();
    throw new LabException(
        "moto", "start within " + START_MILLIS / 1000 + " s", "Its log: " + tail(log));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("moto", "start", "Interrupted.", e);
    }
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    } catch (IOException e) {
      return "unreadable: " + e.getMessage();
    }
  }

  private static List<String> command() {
    String configured =
        System.getProperty("LAB_MOTO", System.getenv().getOrDefault("LAB_MOTO", ""));
    if (!configured.isBlank()) {
      return new ArrayList<>(List.of(configured.trim().split("\\s+")));
    }
    Stream<Path> path =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .filter(entry -> !entry.isBlank())
            .map(entry -> Path.of(entry, "moto_server"));
    Optional<Path> found =
        Stream.concat(path, virtualEnvironments()).filter(Files::isExecutable).findFirst();
    return found
        .<List<String>>map(file -> new ArrayList<>(List.of(file.toString())))
        .orElseThrow(
            () ->
                new LabException(
                    "moto_server",
                    "find it in LAB_MOTO, PATH or .venv/bin",
                    "Install it: python3 -m venv .venv && .venv/bin/pip install 'moto[server]'."));
  }

  /** The work directory may be the repository or a module below it. */
  private static Stream<Path> virtualEnvironments() {
    return Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
        .map(directory -> directory.resolve(".venv/bin/moto_server"));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new LabException("moto", "find a free port", "Are there any left?", e);
    }
  }
}
