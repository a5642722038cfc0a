package io.originlock.lab.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.lab.LabException;
import io.originlock.lab.demo.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** In small clones whose {@code scripts/package.sh} writes a worker of one line. */
class OlderVersionsTest {
  private static final String SCRIPT = "scripts/package.sh";

  @TempDir private Path temporary;
  private Path clone;
  private String first;
  private final List<String> printed = new ArrayList<>();

  /** For the test of two processes: builds the version that the arguments name. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      new OlderVersions(Path.of(arguments[0]), Path.of(arguments[1]), System.out::println)
          .at(arguments[2]);
    }
  }

  @BeforeEach
  void commitTwice() throws Exception {
    clone = Files.createDirectories(temporary.resolve("clone"));
    run(temporary, "git", "init", "--quiet", clone.toString());
    first = commit("first");
    commit("second");
  }

  @Test
  void buildsTheCommitAndLeavesTheWorkingTreeAlone() throws Exception {
    Files.writeString(clone.resolve(SCRIPT), "exit 1");
    Files.writeString(clone.resolve("untracked"), "");
    String before = state();

    Repository version = versions().at(first.substring(0, 7));

    assertThat(version.worker()).hasContent("first");
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void buildsACommitOnce() throws Exception {
    versions().at(first);
    versions().at(first.substring(0, 10));
    versions().at("HEAD");

    assertThat(builds()).containsExactly("first", "second");
  }

  @Test
  void buildsOnceForTwoProcesses() throws Exception {
    List<Process> children = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      children.add(
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Child.class.getName(),
                  clone.toString(),
                  folder().toString(),
                  first)
              .inheritIO()
              .start());
    }
    for (Process child : children) {
      assertThat(child.waitFor()).isZero();
    }

    assertThat(builds()).containsExactly("first");
  }

  @Test
  void aBuildThatFailsIsAnErrorAndIsTriedAgain() throws Exception {
    String broken = commit("broken", "echo the reason; exit 3");

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> versions().at(broken))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("bash " + SCRIPT)
          .hasMessageContaining("ended with 3")
          .hasMessageContaining("the reason");
    }
    assertThat(builds()).containsExactly("broken", "broken");
  }

  @Test
  void aShallowCloneIsASkip() throws Exception {
    Path shallow = temporary.resolve("shallow");
    run(temporary, "git", "clone", "-q", "--depth=1", "file://" + clone, shallow.toString());

    assertSkipped(shallow, first, "the clone is shallow. Run git fetch --unshallow.");
  }

  @Test
  void anExportWithoutHistoryIsASkip() throws Exception {
    // Inside another clone, whose history is not the export's.
    Path export = Files.createDirectories(clone.resolve("vendor"));

    assertSkipped(export, first, "is not the root of a Git clone");
  }

  @Test
  void anUnknownCommitIsASkip() {
    assertSkipped(clone, "0".repeat(40), "history does not have it");
    assertSkipped(clone, "--all", "history does not have it");
  }

  private void assertSkipped(Path where, String commit, String reason) {
    assertThatThrownBy(() -> new OlderVersions(where, folder(), printed::add).at(commit))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("version " + commit + " cannot be built: ")
        .hasMessageContaining(reason);
    assertThat(printed.get(printed.size() - 1)).startsWith("skipped: ").contains(reason);
  }

  private OlderVersions versions() {
    return new OlderVersions(clone, folder(), printed::add);
  }

  private Path folder() {
    return temporary.resolve("versions");
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(temporary.resolve("builds"));
  }

  private String state() throws Exception {
    return run(clone, "git", "status", "--porcelain=v2", "--branch")
        + run(clone, "git", "worktree", "list")
        + run(clone, "git", "stash", "list");
  }

  private String commit(String what) throws Exception {
    return commit(what, "");
  }

  /** Commits a script that notes what it builds, and returns the commit's hash. */
  private String commit(String what, String end) throws Exception {
    Path script = clone.resolve(SCRIPT);
    Files.createDirectories(script.getParent());
    Files.writeString(
        script,
        """
        mkdir -p lambda/rotation/target
        echo %s >lambda/rotation/target/origin-lock-worker.jar
        cat lambda/rotation/target/origin-lock-worker.jar >>'%s'
        %s
        """
            .formatted(what, temporary.resolve("builds"), end));
    run(clone, "git", "add", ".");
    run(
        clone,
        "git",
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example.com",
        "-c",
        "commit.gpgsign=false",
        "commit",
        "-qm",
        "one");
    return run(clone, "git", "rev-parse", "HEAD").strip();
  }

  private static String run(Path directory, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
