package io.originlock.lab.functions;

import io.originlock.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The archive of classes that a process starts with, or that is made of it once it has answered.
 *
 * @param part where it is made; nothing if it is there
 */
record ClassArchive(Path file, Optional<Path> part) {
  private static final long LONGEST_SECONDS = 60;

  /** The JVM's options for it. */
  List<String> flags() {
    return List.of(
        part.isPresent() ? "-XX:+RecordDynamicDumpInfo" : "-XX:SharedArchiveFile=" + file,
        // What the JVM says of archives is not the function's log.
        "-Xlog:cds*=off");
  }

  /**
   * Makes it, if it isn't there, of what a process has loaded by now; that stands still meanwhile.
   */
  void make(long pid) {
    part.ifPresent(made -> make(pid, made));
  }

  private void make(long pid, Path made) {
    ProcessBuilder jcmd =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            Long.toString(pid),
            "VM.cds",
            "dynamic_dump",
            made.toString());
    jcmd.redirectErrorStream(true).redirectOutput(log(made).toFile());
    try {
      Process process = jcmd.start();
      boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      // A process that was killed meanwhile leaves none; the log says what else there was.
      if (ended && process.exitValue() == 0 && Files.exists(made)) {
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(log(made));
      }
    } catch (IOException e) {
      throw new LabException(file.toString(), "make an archive of classes", "See the cause.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path log(Path made) {
    return made.resolveSibling(made.getFileName() + ".log");
  }
}
