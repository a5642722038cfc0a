package io.originlock.lab.upgrade;

import static java.lang.ProcessBuilder.Redirect.DISCARD;

import io.originlock.lab.LabException;
import io.originlock.lab.demo.Repository;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Older versions of a repository, built from its clone's own history. Each is exported once into a
 * folder named by its commit, and built there by its own {@code scripts/package.sh}; the clone's
 * working tree, index and HEAD stay as they are.
 *
 * <p>A test that asks for a version whose commit the clone does not have is skipped, and the reason
 * is printed: a shallow clone and an export without {@code .git} lack history.
 */
public final class OlderVersions {
  private static final int LAST_LINES = 30;

  private final Path clone;
  private final Path folder;
  private final Consumer<String> out;

  /**
   * @param clone the root of a Git working tree
   * @param folder where versions are kept; it is made
   * @param out gets a line for each skip
   */
  public OlderVersions(Path clone, Path folder, Consumer<String> out) {
    this.clone = clone.toAbsolutePath();
    this.folder = folder.toAbsolutePath();
    this.out = out;
  }

  /** Those of this repository, kept in the build folder until {@code make clean}. */
  public static OlderVersions ofThisRepository() {
    return new OlderVersions(
        Repository.find().root(), Path.of("target", "versions"), System.out::println);
  }

  /**
   * The sources and packages of a version. The first call builds them, which takes about a minute;
   * others wait for it, in this process or in another.
   *
   * @param commit its hash, whole or shortened
   * @throws LabException if that version cannot be built
   * @throws org.opentest4j.TestAbortedException if the clone does not have the commit
   */
  public Repository at(String commit) {
    String hash = find(commit);
    Path version = folder.resolve(hash);
    // File locks exclude other processes, the monitor excludes other threads.
    synchronized (OlderVersions.class) {
      try {
        Files.createDirectories(folder);
        try (FileChannel file =
                FileChannel.open(
                    folder.resolve(hash + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock lock = file.lock()) {
          if (lock.isValid() && !Files.exists(version)) {
            build(hash, version);
          }
        }
      } catch (IOException e) {
        throw new LabException(version.toString(), "build this version", "See the cause.", e);
      }
    }
    return new Repository(version);
  }

  /** The whole hash of a commit that the clone has. */
  private String find(String commit) {
    Run root = git("rev-parse", "--show-toplevel");
    skipUnless(
        root.succeeded() && Files.exists(clone.resolve(".git")),
        commit,
        clone + " is not the root of a Git clone, or there is no git");
    Run hash = git("rev-parse", "--verify", "--quiet", "--end-of-options", commit + "^{commit}");
    skipUnless(
        hash.succeeded(),
        commit,
        "true".equals(git("rev-parse", "--is-shallow-repository").output())
            ? "the clone is shallow. Run git fetch --unshallow"
            : "the clone's history does not have it. Run git fetch");
    return hash.output();
  }

  private void skipUnless(boolean possible, String commit, String why) {
    if (!possible) {
      String reason = "version " + commit + " cannot be built: " + why + ".";
      out.accept("skipped: " + reason);
      Assumptions.abort(reason);
    }
  }

  /** Builds aside, so that what is there under the commit's name is whole. */
  private void build(String hash, Path version) throws IOException {
    Path part = Files.createTempDirectory(folder, hash + ".");
    String export =
        "set -o pipefail; git -c safe.directory='*' -C \"$0\" archive \"$1\" | tar -xf -";
    runIn(part, "bash", "-c", export, clone.toString(), hash).orFail(part);
    runIn(part, "bash", "scripts/package.sh").orFail(part);
    Files.move(part, version, StandardCopyOption.ATOMIC_MOVE);
  }

  private Run git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-c", "safe.directory=*"));
    command.addAll(List.of(arguments));
    // A warning would be taken for a part of the answer.
    return run(new ProcessBuilder(command).directory(clone.toFile()).redirectError(DISCARD));
  }

  private static Run runIn(Path directory, String... command) {
    return run(new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true));
  }

  private static Run run(ProcessBuilder builder) {
    String command = String.join(" ", builder.command());
    // A hook that started the tests would name another repository by these.
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Run(command, process.waitFor(), output.strip());
    } catch (IOException e) {
      return new Run(command, -1, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException(command, "wait for it", "Interrupted.", e);
    }
  }

  private record Run(String command, int status, String output) {
    boolean succeeded() {
      return status == 0;
    }

    void orFail(Path directory) {
      if (!succeeded()) {
        Stream<String> lines = output.lines();
        long skipped = Math.max(0, output.lines().count() - LAST_LINES);
        throw new LabException(
            directory.toString(),
            "run " + command + " in it, which ended with " + status,
            "Read what it said:\n" + lines.skip(skipped).collect(Collectors.joining("\n")));
      }
    }
  }
}
