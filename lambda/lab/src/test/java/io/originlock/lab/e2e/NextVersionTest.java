package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.demo.Repository;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker of another version takes over in the middle of a rotation. */
@Tag("verify")
@ExtendWith(RestedLock.class)
class NextVersionTest {

  @Test
  void goesOnWhereTheOldOneStopped(LabLock lock) throws IOException {
    Map<String, Object> next = Map.of("package", repackaged(lock).toString());
    String version = version(lock);
    int before = lock.current();
    lock.rotateAndDieAfter("UpdateDistribution");
    assertThat(lock.status().path("stage").asText()).isEqualTo("present");

    lock.stack().change(next);
    JsonNode rested = lock.rest();

    assertThat(version(lock)).as("the version that ran").isNotEqualTo(version);
    assertThat(rested.path("stage").asText()).isEqualTo("idle");
    assertThat(lock.current()).isEqualTo(before + 1);
    assertThat(lock.stack().terraform().plan("next-version").empty()).isTrue();
    lock.rotate("by the next version");
  }

  /** The version of the worker that answers. */
  private static String version(LabLock lock) {
    return lock.invoke("{\"action\":\"status\"}").version();
  }

  /** The package with one entry more, so that its hash differs. */
  private static Path repackaged(LabLock lock) throws IOException {
    Path jar = lock.site().settings().directory().resolve("next-version.jar");
    Files.copy(Repository.find().worker(), jar);
    try (FileSystem entries = FileSystems.newFileSystem(jar)) {
      Files.writeString(entries.getPath("/next-version"), "2");
    }
    return jar;
  }
}
