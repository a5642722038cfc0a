package io.originlock.lab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each gap is found for itself. Finding one is mostly waiting for what never comes, so several labs
 * are asked at a time.
 */
@Tag("verify")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GapsTest {
  private static final int LABS = 5;

  /** The labs' hosts learn at once, so what is not so by then never is. */
  private static final Duration GONE_BY = Duration.ofSeconds(3);

  private static final Duration ALL = Duration.ofMinutes(2);

  private final Queue<StubbedLab> labs = new ConcurrentLinkedQueue<>();
  private final Map<Gap, Future<Capabilities>> found = new EnumMap<>(Gap.class);
  private final ExecutorService lanes = Executors.newFixedThreadPool(LABS);

  @BeforeAll
  void ask() {
    for (int i = 0; i < LABS; i++) {
      labs.add(StubbedLab.start("gaps-" + i));
    }
    Arrays.stream(Gap.values())
        .forEach(gap -> found.put(gap, lanes.submit(() -> capabilities(gap))));
  }

  private Capabilities capabilities(Gap gap) {
    StubbedLab lab = labs.remove();
    try {
      lab.filters(List.of(gap.filter()));
      return Survey.of(lab.cloud(), GONE_BY, ALL).capabilities();
    } finally {
      labs.add(lab);
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsFoundForItself(Gap gap) throws Exception {
    assertThat(found.get(gap).get().lacking()).containsOnlyKeys(Gap.lacking(EnumSet.of(gap)));
  }

  @AfterAll
  void stop() throws IOException {
    lanes.shutdownNow();
    for (StubbedLab lab : labs) {
      lab.close();
    }
  }
}
