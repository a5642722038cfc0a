package io.originlock.lab.functions;

import io.originlock.lab.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What classes a package's process loaded, as <a href="https://openjdk.org/jeps/350">an archive</a>
 * that later ones map: they start in half of the processor time. An archive is of the paths that
 * its classes came from, so packages stand here, too, whichever lab they were uploaded to.
 */
final class ClassArchives {
  private static final Duration LONGEST_UNUSED = Duration.ofDays(1);

  private final Path folder;
  private final Set<Path> awaited = ConcurrentHashMap.newKeySet();

  ClassArchives(Path folder) {
    this.folder = folder;
  }

  /** The file that a package's processes run, the same one for the same bytes. */
  Path place(Path jar) {
    Path place = folder.resolve(jar.getFileName());
    if (!Files.exists(place)) {
      try {
        Files.createDirectories(folder);
        discardOld();
        Path part = part(place);
        Files.copy(jar, part);
        Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException | UncheckedIOException e) {
        throw new LabException(place.toString(), "keep a package", "See the cause.", e);
      }
    }
    return place;
  }

  /**
   * How a package's next process starts: with its archive, as the one that it is made of, or
   * without.
   */
  Optional<ClassArchive> of(Path place) {
    Path archive = place.resolveSibling(place.getFileName() + "-" + Runtime.version() + ".jsa");
    if (Files.exists(archive)) {
      return Optional.of(new ClassArchive(archive, Optional.empty()));
    }
    return awaited.add(archive)
        ? Optional.of(new ClassArchive(archive, Optional.of(part(archive))))
        : Optional.empty();
  }

  private static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
  }

  /** Discards what earlier builds left; who runs it has it open. */
  private void discardOld() throws IOException {
    long old = Instant.now().minus(LONGEST_UNUSED).toEpochMilli();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        // 0 for what another process has renamed meanwhile.
        if (file.toFile().lastModified() < old) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
