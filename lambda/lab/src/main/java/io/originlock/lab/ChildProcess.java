package io.originlock.lab;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that ends with this one, whatever ends it but SIGKILL, and takes its own with it. */
public final class ChildProcess implements AutoCloseable {
  private static final long LONGEST_END_SECONDS = 10;

  private final Process process;
  private final Thread atExit;

  public ChildProcess(Process process) {
    this.process = process;
    this.atExit = new Thread(() -> kill(process), "lab-child-at-exit");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL to a process and to all that it started. */
  public static void kill(Process process) {
    // A command may be a shim that starts the program as a child of its own.
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    kill(process);
    try {
      process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS);
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException alreadyShuttingDown) {
      // The hook runs, or has run: there is nothing left to remove.
      return;
    }
  }
}
