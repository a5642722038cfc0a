package io.originlock.lab.terraform;

import io.originlock.lab.ChildProcess;
import io.originlock.lab.LabException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The program terraform, in an environment that knows the lab and none of the user's accounts. */
final class TerraformCommand implements AutoCloseable {
  private static final int LAST_LINES = 40;

  private final Path directory;
  private final Path data;
  private final URI endpoint;
  private final Duration timeout;
  private Optional<SharedProvider> provider = Optional.empty();

  /**
   * @param directory where it runs
   * @param data where it keeps downloads
   * @param endpoint of the local AWS
   * @param timeout of each run
   */
  TerraformCommand(Path directory, Path data, URI endpoint, Duration timeout) {
    this.directory = directory;
    this.data = data;
    this.endpoint = endpoint;
    this.timeout = timeout;
  }

  /** How a run ended, and all that it printed. */
  record Result(int status, String output) {}

  /**
   * Runs it to its end.
   *
   * @param arguments the command's name first
   * @param listener gets each line as it is printed
   * @param expected the exit codes that are no failure
   * @throws TerraformException for any other exit code, and when it takes too long
   */
  Result run(List<String> arguments, Consumer<String> listener, int... expected) {
    List<String> command = new ArrayList<>(List.of("terraform"));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    environment(builder.environment());
    String name = arguments.get(0);
    if (name.equals("init")) {
      close();
    } else {
      provider(builder.environment()).ifPresent(each -> each.attach(builder.environment()));
    }
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new LabException(
          "terraform",
          "start it",
          "Is it on the PATH? https://developer.hashicorp.com/terraform/install",
          e);
    }
    List<String> lines = new ArrayList<>();
    Thread reader = new Thread(() -> read(process, lines, listener), "lab-terraform");
    reader.setDaemon(true);
    reader.start();
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        ChildProcess.kill(process);
        throw failure(name, "took longer than " + timeout.toSeconds() + " s", lines);
      }
      reader.join();
    } catch (InterruptedException e) {
      ChildProcess.kill(process);
      Thread.currentThread().interrupt();
      throw new LabException("terraform " + name, "wait for it", "Interrupted.", e);
    }
    int status = process.exitValue();
    for (int good : expected) {
      if (status == good) {
        return new Result(status, joined(lines));
      }
    }
    throw failure(name, "ended with " + status, lines);
  }

  private static void read(Process process, List<String> lines, Consumer<String> listener) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        synchronized (lines) {
          lines.add(line);
        }
        listener.accept(line);
      }
    } catch (IOException ended) {
      listener.accept("terraform's output ended: " + ended.getMessage());
    }
  }

  private static TerraformException failure(String command, String how, List<String> lines) {
    List<String> copy;
    synchronized (lines) {
      copy = List.copyOf(lines);
    }
    return new TerraformException(
        command,
        how,
        String.join("\n", copy.subList(Math.max(0, copy.size() - LAST_LINES), copy.size())),
        String.join("\n", copy));
  }

  private static String joined(List<String> lines) {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  private synchronized Optional<SharedProvider> provider(Map<String, String> environment) {
    if (provider.isEmpty()) {
      provider = SharedProvider.start(Path.of(environment.get("TF_DATA_DIR")), environment);
    }
    return provider;
  }

  @Override
  public synchronized void close() {
    provider.ifPresent(SharedProvider::close);
    provider = Optional.empty();
  }

  private void environment(Map<String, String> environment) {
    LabEnvironment.set(environment, endpoint);
    environment.put("TF_DATA_DIR", data.resolve("terraform-data").toString());
  }
}
