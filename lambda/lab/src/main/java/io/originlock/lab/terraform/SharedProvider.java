package io.originlock.lab.terraform;

import io.originlock.lab.ChildProcess;
import io.originlock.lab.LabException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The AWS provider in a process that all commands attach to, as Terraform does to one in a
 * debugger. By itself each command starts the provider several times, which is a third of its time.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/plugin/debugging">Debugging providers</a>
 */
final class SharedProvider implements AutoCloseable {
  private static final Pattern ATTACH = Pattern.compile("TF_REATTACH_PROVIDERS='(.*)'");
  private static final PathMatcher PROGRAM =
      FileSystems.getDefault()
          .getPathMatcher(
              "glob:**/registry.terraform.io/hashicorp/aws/**/terraform-provider-aws_*");
  private static final long LONGEST_START_SECONDS = 120;

  private final ChildProcess process;
  private final String attach;

  private SharedProvider(ChildProcess process, String attach) {
    this.process = process;
    this.attach = attach;
  }

  /**
   * Starts what {@code terraform init} has installed.
   *
   * @param data where it has
   * @param environment of commands, which the provider sees as its own
   * @return empty if the configuration has no such provider
   */
  static Optional<SharedProvider> start(Path data, Map<String, String> environment) {
    return program(data.resolve("providers"))
        .map(program -> start(program.toString(), environment));
  }

  private static Optional<Path> program(Path providers) {
    if (!Files.isDirectory(providers)) {
      return Optional.empty();
    }
    // Those of a mirror are links.
    try (Stream<Path> files = Files.walk(providers, FileVisitOption.FOLLOW_LINKS)) {
      return files.filter(PROGRAM::matches).filter(Files::isExecutable).findFirst();
    } catch (IOException e) {
      throw new LabException(providers.toString(), "read it", "See the cause.", e);
    }
  }

  private static SharedProvider start(String program, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(program, "-debug").redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new LabException(program, "start it", "See the cause.", e);
    }
    CompletableFuture<String> attach = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(process, attach), "lab-provider");
    reader.setDaemon(true);
    reader.start();
    ChildProcess child = new ChildProcess(process);
    try {
      return new SharedProvider(child, attach.get(LONGEST_START_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      child.close();
      Thread.currentThread().interrupt();
      throw new LabException(program, "wait for it", "Interrupted.", e);
    } catch (TimeoutException | ExecutionException e) {
      child.close();
      throw new LabException(program, "attach to it", "Run it with -debug: what does it say?", e);
    }
  }

  /** Reads to its end: a process whose output nobody reads stops. */
  private static void read(Process process, CompletableFuture<String> attach) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Matcher found = ATTACH.matcher(line);
        if (found.find()) {
          attach.complete(found.group(1));
        }
      }
      attach.completeExceptionally(new IOException("it ended"));
    } catch (IOException e) {
      attach.completeExceptionally(e);
    }
  }

  /** Has a command use it. */
  void attach(Map<String, String> environment) {
    environment.put("TF_REATTACH_PROVIDERS", attach);
  }

  @Override
  public void close() {
    process.close();
  }
}
