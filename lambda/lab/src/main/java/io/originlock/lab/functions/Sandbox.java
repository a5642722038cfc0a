package io.originlock.lab.functions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.originlock.lab.LabException;
import io.originlock.lab.functions.RuntimeApi.Answer;
import io.originlock.lab.functions.RuntimeApi.Invocation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A process that runs a function, one event at a time. */
final class Sandbox implements AutoCloseable {
  /**
   * The time that a start has for itself, see <a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">its
   * phases</a>.
   */
  private static final Duration LONGEST_START = Duration.ofSeconds(10);

  private final String id;
  private final FunctionConfig config;
  private final RuntimeApi api;
  private final Process process;
  private final long started = System.nanoTime();
  private final FunctionLog log;
  private final Optional<ClassArchive> archive;
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;
  private final CompletableFuture<ColdStart> coldStart = new CompletableFuture<>();
  private volatile Invocation current;

  private Sandbox(
      String id,
      FunctionConfig config,
      RuntimeApi api,
      Process process,
      FunctionLog log,
      Optional<ClassArchive> archive) {
    this.id = id;
    this.config = config;
    this.api = api;
    this.process = process;
    this.log = log;
    this.archive = archive;
    this.reader = new Thread(this::read, "lab-log-" + config.name());
    reader.setDaemon(true);
    reader.start();
    process.onExit().thenRun(() -> end(this::died));
    api.initError()
        .thenAccept(
            error -> end(invocation -> new Answer(error.getBytes(StandardCharsets.UTF_8), true)));
  }

  /** Answers the event that runs now, if one does. */
  private void end(Function<Invocation, Answer> how) {
    Invocation running = current;
    if (running != null) {
      running.answer().complete(how.apply(running));
    }
  }

  /** Starts the process; its first event makes it ready. */
  static Sandbox start(
      String id,
      FunctionConfig config,
      RuntimeApi api,
      List<String> command,
      Map<String, String> environment,
      FunctionLog log,
      Optional<ClassArchive> archive) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return new Sandbox(id, config, api, builder.start(), log, archive);
    } catch (IOException e) {
      api.close();
      throw new LabException(config.arn(), "start its process", "See the cause.", e);
    }
  }

  String id() {
    return id;
  }

  FunctionConfig config() {
    return config;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** How it started; done once there is a first answer. */
  CompletableFuture<ColdStart> coldStart() {
    return coldStart;
  }

  /**
   * Handles one event; a function that fails, dies or takes too long is an outcome, too.
   *
   * @param told the most time that the function is told to have
   */
  Outcome invoke(String arn, byte[] event, Duration told) {
    long millis = config.timeout().toMillis();
    long deadline = System.currentTimeMillis() + Math.min(millis, told.toMillis());
    Invocation invocation = Invocation.of(arn, deadline, event);
    current = invocation;
    platform("START RequestId: " + invocation.requestId() + " Version: " + config.version());
    long begin = System.nanoTime();
    if (alive() && !api.initError().isDone()) {
      api.offer(invocation);
    } else {
      // Whoever waited for the process' end may have found no event to answer.
      end(this::ended);
    }
    Answer answer = await(invocation, millis);
    current = null;
    boolean first = !coldStart.isDone() && api.firstPoll() != 0;
    if (first) {
      coldStart.complete(
          new ColdStart(config.name(), since(api.firstPoll()), since(System.nanoTime())));
    }
    platform(
        "END RequestId: " + invocation.requestId(),
        "REPORT RequestId: %s Duration: %d ms"
            .formatted(
                invocation.requestId(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)));
    if (first) {
      // Not a part of what the invocation took.
      archive.ifPresent(made -> made.make(process.pid()));
    }
    return new Outcome(answer.payload(), answer.failed(), config.version(), invocation.requestId());
  }

  /** The lines that were printed since this was last asked. */
  List<String> takeLines() {
    synchronized (lines) {
      List<String> taken = List.copyOf(lines);
      lines.clear();
      return taken;
    }
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
      reader.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    api.close();
  }

  private Duration since(long nanoTime) {
    return Duration.ofNanos(nanoTime - started);
  }

  private Answer await(Invocation invocation, long millis) {
    try {
      awaitStart(invocation);
      return invocation.answer().get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      kill();
      return error(
          "Sandbox.Timedout",
          "RequestId: %s Error: Task timed out after %d.00 seconds"
              .formatted(invocation.requestId(), millis / 1000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
      throw new LabException(config.arn(), "invoke it", "Interrupted.", e);
    } catch (ExecutionException e) {
      throw new LabException(config.arn(), "invoke it", "See the cause.", e);
    }
  }

  /** The time-out counts from the start's end, or from when that has taken too long. */
  private void awaitStart(Invocation invocation) throws InterruptedException, ExecutionException {
    try {
      CompletableFuture.anyOf(api.ready(), invocation.answer())
          .get(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException startsAgainWithTheEvent) {
      say("INIT_REPORT Status: timeout");
    }
  }

  private Answer ended(Invocation invocation) {
    return api.initError().isDone()
        ? new Answer(api.initError().join().getBytes(StandardCharsets.UTF_8), true)
        : died(invocation);
  }

  private Answer died(Invocation invocation) {
    int status = process.exitValue();
    // A shell's convention: 128 + signal.
    String how = status > 128 ? "signal: " + (status - 128) : "exit status " + status;
    return error(
        "Runtime.ExitError",
        "RequestId: %s Error: Runtime exited with error: %s"
            .formatted(invocation.requestId(), how));
  }

  private static Answer error(String type, String message) {
    String json =
        JsonNodeFactory.instance
            .objectNode()
            .put("errorType", type)
            .put("errorMessage", message)
            .toString();
    return new Answer(json.getBytes(StandardCharsets.UTF_8), true);
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      in.lines().forEach(this::say);
    } catch (IOException | UncheckedIOException processEnded) {
      say("The process ended: " + processEnded.getMessage());
    }
  }

  /** Lines of the platform's own, unless the function's configuration wants none. */
  private void platform(String... those) {
    if (config.logging().platform()) {
      say(List.of(those));
    }
  }

  private void say(String line) {
    say(List.of(line));
  }

  private void say(List<String> those) {
    log.append(those);
    synchronized (lines) {
      lines.addAll(those);
    }
  }
}
