package io.originlock.lab.functions;

import io.originlock.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The archive of classes that a process starts with, or writes when it ends.
 *
 * @param part where it is written; nothing if it is there
 */
record ClassArchive(Path file, Optional<Path> part) {

  /** The JVM's options for it. */
  List<String> flags() {
    return List.of(
        part.map(written -> "-XX:ArchiveClassesAtExit=" + written)
            .orElse("-XX:SharedArchiveFile=" + file),
        // What the JVM says of archives is not the function's log.
        "-Xlog:cds*=off");
  }

  /** Whether the process must be asked to end, for the archive's sake. */
  boolean isWritten() {
    return part.isPresent();
  }

  /**
   * Puts what an ended process wrote where the next one finds it; one that was killed wrote none.
   */
  void keep() {
    if (part.filter(Files::exists).isPresent()) {
      try {
        Files.move(part.get(), file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new LabException(file.toString(), "keep an archive of classes", "See the cause.", e);
      }
    }
  }
}
