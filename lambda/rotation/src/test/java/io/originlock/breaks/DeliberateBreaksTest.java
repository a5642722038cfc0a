package io.originlock.breaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever breaks the protocol breaks a test: each break of {@link Breaks} is tried. */
@Tag("verify")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliberateBreaksTest {
  private final ExecutorService two = Executors.newFixedThreadPool(2);
  private final Map<Break, Future<Optional<String>>> runs = new LinkedHashMap<>();

  @BeforeAll
  void start(@TempDir Path folder) {
    breaks().forEach(each -> runs.put(each, two.submit(() -> run(each, folder))));
  }

  @AfterAll
  void stop() {
    two.shutdownNow();
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void aBreakIsNoticed(Break broken) throws Throwable {
    Optional<String> noticed;
    try {
      noticed = runs.get(broken).get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
    System.out.println("break: " + broken + " | " + noticed.orElse("not noticed"));
    assertThat(noticed)
        .as(
            "none of %s notices this in %s:\n%s",
            broken.watchers(), broken.source(), broken.wrong())
        .isPresent();
  }

  /** Else the tests would fail without a break as well. */
  @Test
  void theSourceAsItIsPassesTheSameTests(@TempDir Path folder)
      throws IOException, InterruptedException {
    Set<String> all = new LinkedHashSet<>();
    breaks().stream().map(Break::watchers).forEach(all::addAll);
    assertThat(ChildRun.firstFailure(folder, all)).isEmpty();
  }

  static List<Break> breaks() {
    return Breaks.ALL;
  }

  private static Optional<String> run(Break broken, Path folder)
      throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(folder, "break");
    BrokenClasses.compile(broken, own);
    return ChildRun.firstFailure(own, broken.watchers());
  }
}
