package io.originlock.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.signing.SignedPath;
import io.originlock.testing.Draw;
import io.originlock.testing.MovingClock;
import io.originlock.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Strangers whose signatures have the form, the time and an invented key id: what each instance
 * reads and writes because of them. The bounds are those of the module's README.
 */
class StrangersTest {
  private static final int INSTANCES = 10;
  private static final int REQUESTS = 10_000;
  private static final int CASES = 6;
  private static final Duration KEPT = Duration.ofSeconds(60);
  private static final String FORGED = "x".repeat(40);

  private final MovingClock clock = new MovingClock("2026-01-01T00:00:00Z");

  /** An authorizer of its own. */
  private final class Instance {
    private final StoredKeys stored = new StoredKeys(clock);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final AuthorizerHandler handler;

    Instance(long seed) {
      stored.are("g20");
      Metrics metrics =
          new Metrics(
              "OriginLock",
              "petstore",
              clock,
              new PrintStream(written, true, StandardCharsets.UTF_8));
      HonouredKeys keys =
          new HonouredKeys(
              stored, KEPT, clock, clock::pass, new Jitter(new SplittableRandom(seed)), metrics);
      keys.prime();
      handler =
          new AuthorizerHandler(
              new Verifier(keys, Duration.ofSeconds(300), true, clock),
              new SignedPath("", ""),
              metrics);
    }

    boolean allows(String keyId, String secret) {
      return Signing.allows(handler, keyId, secret, clock.instant().getEpochSecond());
    }

    int lines() {
      return (int) written.toString(StandardCharsets.UTF_8).lines().count();
    }
  }

  private List<Instance> instances(long seed) {
    List<Instance> instances = new ArrayList<>();
    for (int i = 0; i < INSTANCES; i++) {
      instances.add(new Instance(seed + i));
    }
    return instances;
  }

  /**
   * How often an instance reads within this time, whoever asks: when it starts, when its keys are
   * old, of which jitter takes up to a quarter, and four times more for ids that it does not know.
   */
  private static int most(Duration time) {
    return 1 + 4 + (int) Math.ceil(time.toSeconds() / (0.75 * KEPT.toSeconds()));
  }

  /** All requests, spread evenly; returns the reads of the instance that reads most. */
  private int reads(long seed, Duration time, IntFunction<String> keyIds) {
    List<Instance> instances = instances(seed);
    for (int i = 0; i < REQUESTS; i++) {
      clock.pass(time.dividedBy(REQUESTS));
      assertThat(instances.get(i % INSTANCES).allows(keyIds.apply(i), FORGED)).isFalse();
    }
    assertThat(instances)
        .allMatch(instance -> instance.lines() <= 1 + time.toMinutes(), "a line a minute");
    return instances.stream().mapToInt(instance -> instance.stored.looks()).max().orElseThrow();
  }

  @Test
  void idsThatNoKeyCanHaveCauseNoRead() {
    // Sooner than any key is old.
    Duration time = KEPT.dividedBy(2);

    assertThat(reads(1, time, i -> "g" + (29 + i))).isEqualTo(1);
    assertThat(reads(1, time, i -> "g" + (1 + i % 11))).isEqualTo(1);
    assertThat(reads(1, time, i -> "g21")).as("but the next").isGreaterThan(1);
  }

  @Test
  void readsAreBoundedWhateverTheIdsAndTheTime() {
    Seeds.each(
        CASES,
        seed -> {
          Draw draw = new Draw(seed);
          Duration time = Duration.ofSeconds(draw.of(10, 60, 600, 3_600));
          int span = draw.of(1, 8, 100, REQUESTS);

          assertThat(reads(seed, time, i -> "g" + (21 + i % span)))
              .as("within %s of ids up to g%d", time, 20 + span)
              .isLessThanOrEqualTo(most(time));
        });
  }

  @Test
  void whileStrangersAskViewersAreLetInAndARevocationIsLearntWithinTheTimeThatKeysAreKept() {
    for (Instance instance : instances(7)) {
      for (int second = 0; second < 600; second++) {
        clock.pass(Duration.ofSeconds(1));
        assertThat(instance.allows("g21", FORGED)).isFalse();
        assertThat(instance.allows("g20", StoredKeys.SECRET)).isTrue();
      }
      instance.stored.are("g21");
      int seconds = 0;
      while (!instance.allows("g21", StoredKeys.SECRET)) {
        clock.pass(Duration.ofSeconds(1));
        seconds++;
      }

      assertThat(seconds).isLessThanOrEqualTo((int) KEPT.toSeconds());
      assertThat(instance.allows("g20", StoredKeys.SECRET)).isFalse();
    }
  }

  @Test
  void instancesThatStartTogetherDoNotReadTogether() {
    List<Instance> instances = instances(3);
    List<Integer> readers = new ArrayList<>();
    for (int second = 0; second < 60; second++) {
      clock.pass(Duration.ofSeconds(1));
      int before = instances.stream().mapToInt(instance -> instance.stored.looks()).sum();
      instances.forEach(instance -> instance.allows("g20", StoredKeys.SECRET));
      readers.add(instances.stream().mapToInt(instance -> instance.stored.looks()).sum() - before);
    }

    assertThat(readers.stream().mapToInt(each -> each).sum()).isGreaterThanOrEqualTo(INSTANCES);
    assertThat(readers).allMatch(each -> each <= INSTANCES / 2);
    assertThat(readers.subList(0, 44)).as("while keys are young").containsOnly(0);
  }
}
