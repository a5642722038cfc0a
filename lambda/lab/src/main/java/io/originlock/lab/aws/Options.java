package io.originlock.lab.aws;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * How a local AWS is set up.
 *
 * @param directory for everything that it writes
 * @param functions what functions run in
 */
public record Options(Path directory, Control control, Processes functions, Clock clock) {

  public Options {
    directory = directory.toAbsolutePath();
  }

  /** With functions that reach no data plane. */
  public static Options in(Path directory, Control control) {
    return new Options(
        directory,
        control,
        new Processes(2, List.of(), directory.resolve("archives")),
        Clock.systemUTC());
  }

  /**
   * The control plane, and how time runs in it.
   *
   * @param port where it listens, 0 to 65535; 0 for any free one
   * @param speed of schedules, retries and ages of events; 12 makes a minute five seconds
   * @param limits whether API Gateway limits the rates of calls, in real time
   */
  public record Control(int port, double speed, boolean limits) {}

  /**
   * The processes of functions.
   *
   * @param most how many a function may have that requests wait for: authorizers, edge functions
   * @param jvmOptions what is appended to their {@code JAVA_TOOL_OPTIONS}: the proxy and the trust
   *     store that lead to the data plane
   * @param archives where labs share what makes a Java process start fast
   */
  public record Processes(int most, List<String> jvmOptions, Path archives) {
    public Processes {
      jvmOptions = List.copyOf(jvmOptions);
      archives = archives.toAbsolutePath();
    }
  }
}
