package io.originlock.lab.functions;

import io.originlock.lab.LabException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What nodejs22.x runs a function's code with: Node, and a client of the runtime API. */
public final class NodeRuntime {
  private static final String CLIENT = "node-runtime.mjs";
  private static final int OLDEST = 18;
  private static final Pattern VERSION = Pattern.compile("v(\\d+)\\..*", Pattern.DOTALL);

  private NodeRuntime() {}

  /**
   * The command of a function's process.
   *
   * @param directory where the client is put
   */
  static synchronized List<String> command(Path directory) {
    Path client = directory.resolve(CLIENT);
    if (!Files.exists(client)) {
      unpack(client);
    }
    return List.of(node().toString(), client.toString());
  }

  /**
   * Makes sure that this machine has one.
   *
   * @throws LabException if there is no Node, or an old one
   */
  public static void require() {
    check(node());
  }

  private static Path node() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "node"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new LabException(
                    "node on the PATH",
                    "find it, for a function in Node.js",
                    "Install Node.js " + OLDEST + " or later."));
  }

  private static void check(Path node) {
    String said;
    try {
      Process process = new ProcessBuilder(node.toString(), "--version").start();
      try (InputStream out = process.getInputStream()) {
        said = new String(out.readAllBytes(), StandardCharsets.UTF_8).trim();
      }
    } catch (IOException e) {
      throw new LabException(node.toString(), "ask for its version", "Is it Node.js?", e);
    }
    Matcher version = VERSION.matcher(said);
    if (!version.matches() || Integer.parseInt(version.group(1)) < OLDEST) {
      throw new LabException(
          node + " (" + said + ")",
          "run a function in Node.js",
          "Install Node.js " + OLDEST + " or later.");
    }
  }

  private static void unpack(Path client) {
    try (InputStream source = NodeRuntime.class.getResourceAsStream(CLIENT)) {
      Files.createDirectories(client.getParent());
      Files.copy(source, client, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new LabException(client.toString(), "write it", "Is the disk full?", e);
    }
  }
}
