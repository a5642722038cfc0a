package io.originlock.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.signing.SigningKey;
import io.originlock.testing.MovingClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When Parameter Store is asked, and what is believed meanwhile; times are drawn at their most. */
class HonouredKeysTest {
  private static final Duration KEPT = Duration.ofSeconds(60);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final MovingClock clock = new MovingClock("2026-01-01T00:00:00Z");
  private final StoredKeys stored = new StoredKeys(clock);
  private final List<String> told = new ArrayList<>();

  private final KeyJournal journal =
      new KeyJournal() {
        @Override
        public void staleKeys(KeySourceException why) {
          told.add("stale");
        }

        @Override
        public void noKeys(KeySourceException why) {
          told.add("none");
        }

        @Override
        public void strangeKey(String name) {
          throw new UnsupportedOperationException();
        }
      };

  private HonouredKeys keys(Duration kept) {
    return keys(stored, kept);
  }

  private HonouredKeys keys(KeySource source, Duration kept) {
    return new HonouredKeys(source, kept, clock, clock::pass, new Jitter(() -> -1L), journal);
  }

  /** Keys that were read a moment ago. */
  private HonouredKeys primed(Duration kept) {
    HonouredKeys keys = keys(kept);
    keys.prime();
    return keys;
  }

  @Test
  void aKnownKeyIsLookedForOnceInAWhile() {
    stored.are("g1");
    HonouredKeys keys = keys(KEPT);

    for (int i = 0; i < 100; i++) {
      assertThat(keys.find("g1")).isPresent();
    }
    clock.pass(KEPT.minus(MOMENT));
    keys.find("g1");
    assertThat(stored.looks()).isEqualTo(1);

    clock.pass(MOMENT);
    keys.find("g1");
    assertThat(stored.looks()).isEqualTo(2);
  }

  @Test
  void aRetiredKeyIsGoneWithTheNextLook() {
    stored.are("g1", "g2");
    HonouredKeys keys = primed(KEPT);
    stored.are("g2");

    clock.pass(KEPT.minus(MOMENT));
    assertThat(keys.find("g1")).isPresent();
    clock.pass(MOMENT);
    assertThat(keys.find("g1")).isEmpty();
  }

  /** What is kept for the whole of a soak may not be kept for a moment longer. */
  @Test
  void whatWasReadIsAsOldAsTheBeginningOfItsLook() {
    stored.are("g1", "g2");
    stored.take(Duration.ofMillis(200));
    HonouredKeys keys = primed(Duration.ofSeconds(3));
    stored.are("g2");

    clock.pass(Duration.ofMillis(2_799));
    assertThat(keys.find("g1")).isPresent();
    clock.pass(MOMENT);
    assertThat(keys.find("g1")).isEmpty();
  }

  @Test
  void aClockThatIsSetBackMakesKeysOld() {
    stored.are("g1", "g2");
    HonouredKeys keys = primed(KEPT);
    stored.are("g2");

    clock.pass(Duration.ofHours(-1));
    assertThat(keys.find("g1")).isEmpty();
    assertThat(keys.find("g2")).isPresent();
    assertThat(stored.looks()).isEqualTo(2);
  }

  @Test
  void aKeyOfARevocationIsLookedForAtOnceButNotAgainAndAgain() {
    stored.are("g1");
    HonouredKeys keys = primed(KEPT);
    clock.pass(HonouredKeys.APART);
    stored.are("g1", "g2");

    assertThat(keys.find("g2")).isPresent();
    assertThat(stored.looks()).isEqualTo(2);
    for (int i = 0; i < 1_000; i++) {
      assertThat(keys.find("g3")).isEmpty();
    }
    assertThat(stored.looks()).isEqualTo(2);

    clock.pass(HonouredKeys.APART.minus(MOMENT));
    keys.find("g3");
    assertThat(stored.looks()).isEqualTo(2);
    clock.pass(MOMENT);
    keys.find("g3");
    assertThat(stored.looks()).isEqualTo(3);
  }

  /** The newest is g20. */
  @ParameterizedTest
  @CsvSource({
    "g21, 2",
    "g28, 2",
    "g29, 1",
    "g999999999, 1",
    "g19, 2",
    "g12, 2",
    "g11, 1",
    "g1, 1",
  })
  void onlyAnIdNearTheNewestIsLookedFor(String keyId, int looks) {
    stored.are("g20", "g7");
    HonouredKeys keys = primed(KEPT);
    clock.pass(HonouredKeys.APART);

    assertThat(keys.find(keyId)).isEmpty();
    assertThat(stored.looks()).isEqualTo(looks);
  }

  @Test
  void anyIdIsLookedForOnceTheKeysAreOld() {
    stored.are("g20");
    HonouredKeys keys = primed(KEPT);
    stored.are("g400");
    clock.pass(KEPT);

    assertThat(keys.find("g400")).isPresent();
  }

  @Test
  void whereNoKeyWasEverSeenAnyIdMayBeOne() {
    HonouredKeys keys = primed(KEPT);
    stored.are("g57");
    clock.pass(HonouredKeys.APART);

    assertThat(keys.find("g57")).isPresent();
  }

  /** Somebody deleted them, and the worker puts them back. */
  @Test
  void keysThatAreGoneAreStillLookedForByTheirIds() {
    stored.are("g20");
    HonouredKeys keys = primed(KEPT);
    stored.are();
    clock.pass(KEPT);
    assertThat(keys.find("g20")).isEmpty();
    stored.are("g20");
    clock.pass(HonouredKeys.APART);

    assertThat(keys.find("g3")).as("not near").isEmpty();
    assertThat(keys.find("g20")).isPresent();
  }

  @Test
  void eachLookInVainForAnUnknownIdDoublesTheTimeToTheNext() {
    stored.are("g1");
    HonouredKeys keys = primed(KEPT);
    List<Long> at = new ArrayList<>();
    int before = stored.looks();
    for (int second = 1; second <= 300; second++) {
      clock.pass(Duration.ofSeconds(1));
      keys.find("g2");
      if (stored.looks() > before) {
        before = stored.looks();
        at.add((long) second);
      }
    }

    assertThat(at).containsExactly(5L, 15L, 35L, 75L, 135L, 195L, 255L);
  }

  @Test
  void aFoundKeyOrATimeWithoutStrangersMakesTheNextOneQuickAgain() {
    stored.are("g1");
    HonouredKeys keys = primed(KEPT);
    clock.pass(Duration.ofSeconds(5));
    keys.find("g2");
    clock.pass(Duration.ofSeconds(10));
    keys.find("g2");
    clock.pass(Duration.ofSeconds(20));
    stored.are("g2");
    assertThat(keys.find("g2")).isPresent();
    stored.are("g2", "g3");
    clock.pass(Duration.ofSeconds(5));
    assertThat(keys.find("g3")).as("after one was found").isPresent();

    clock.pass(Duration.ofSeconds(5));
    keys.find("g4");
    clock.pass(Duration.ofSeconds(10));
    keys.find("g4");
    clock.pass(KEPT);
    keys.find("g3");
    stored.are("g4");
    clock.pass(Duration.ofSeconds(19));
    assertThat(keys.find("g4")).as("20 s were drawn before").isEmpty();
    clock.pass(Duration.ofSeconds(1));
    assertThat(keys.find("g4")).isPresent();
    stored.are("g5");
    clock.pass(Duration.ofSeconds(5));
    assertThat(keys.find("g5")).isPresent();
  }

  @Test
  void whatCannotBeReadAnewStaysAndIsSaid() {
    stored.are("g1");
    HonouredKeys keys = primed(KEPT);
    stored.breakFor(KEPT.plusSeconds(1));
    clock.pass(KEPT);

    assertThat(keys.find("g1")).isPresent();
    assertThat(told).containsExactly("stale");
    keys.find("g1");
    assertThat(stored.looks()).as("one look in five seconds, though it failed").isEqualTo(2);

    clock.pass(HonouredKeys.APART);
    assertThat(keys.find("g1")).isPresent();
    assertThat(stored.looks()).isEqualTo(3);
    assertThat(told).hasSize(1);
  }

  @Test
  void notEveryRequestWaitsForALookThatWaitsInVain() {
    stored.are("g1");
    HonouredKeys keys = primed(KEPT);
    stored.breakFor(Duration.ofDays(1));
    stored.take(HonouredKeys.APART.plusSeconds(3));
    clock.pass(KEPT);

    keys.find("g1");
    keys.find("g1");
    clock.pass(HonouredKeys.APART.minus(MOMENT));
    assertThat(keys.find("g1")).isPresent();
    assertThat(stored.looks()).isEqualTo(2);
  }

  @Test
  void howOldKeysAreCountsFromBeforeTheyWereRead() {
    stored.are("g1");
    stored.take(Duration.ofSeconds(3));
    HonouredKeys keys = primed(KEPT);
    stored.are();

    clock.pass(KEPT.minusSeconds(3));
    assertThat(keys.find("g1")).isEmpty();
  }

  @Test
  void whoComesWhileSomebodyLooksWaitsForThatLook() throws InterruptedException {
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch read = new CountDownLatch(1);
    AtomicInteger count = new AtomicInteger();
    KeySource slow =
        () -> {
          count.incrementAndGet();
          looking.countDown();
          await(read);
          return Map.of("g1", new SigningKey(StoredKeys.SECRET));
        };
    HonouredKeys keys = keys(slow, KEPT);
    AtomicInteger found = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(new Thread(() -> keys.find("g1").ifPresent(key -> found.incrementAndGet())));
    }
    threads.forEach(Thread::start);
    await(looking);
    // The others are at the lock, or on their way to it: either way none of them looks.
    read.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(found).hasValue(8);
    assertThat(count).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From before the function starts on, which takes half a second. */
  @ParameterizedTest
  @ValueSource(longs = {0, 400, 1_000, 5_000, 5_999, 6_000})
  void theFirstRequestWaitsForKeysThatCannotBeReadAtTheStart(long millis) {
    stored.are("g1");
    stored.breakFor(Duration.ofMillis(millis));
    HonouredKeys keys = primed(KEPT);
    clock.pass(Duration.ofMillis(500));

    assertThat(keys.find("g1")).isPresent();
    assertThat(told).as("of the look before the request alone").hasSize(millis == 0 ? 0 : 1);
  }

  @Test
  void whoWaitedInVainIsRefusedAndSoIsWhoComesRightAfterwards() {
    stored.are("g1");
    stored.breakFor(Duration.ofMillis(6_001));
    HonouredKeys keys = primed(KEPT);
    clock.pass(Duration.ofMillis(500));

    assertThat(keys.find("g1")).isEmpty();
    assertThat(stored.elapsed()).isEqualTo(Duration.ofMillis(6_000));
    assertThat(told).containsExactly("none", "none");
    int looks = stored.looks();
    clock.pass(HonouredKeys.APART.minus(MOMENT));
    assertThat(keys.find("g1")).as("so that not each holds an execution for so long").isEmpty();
    assertThat(stored.looks()).isEqualTo(looks);

    clock.pass(MOMENT);
    assertThat(keys.find("g1")).isPresent();
  }

  /** Of 10 s that the function has. */
  @Test
  void noRequestWaitsForLongerThanTheFunctionHasThoughParameterStoreIsSilent() {
    stored.breakFor(Duration.ofDays(1));
    stored.take(Duration.ofSeconds(4));
    HonouredKeys keys = primed(KEPT);
    Duration before = stored.elapsed();

    keys.find("g1");
    assertThat(stored.elapsed().minus(before)).isLessThan(Duration.ofMillis(9_501));
  }

  @Test
  void keysThatAreKeptForLessThanTheUsualPauseAreLookedForAsOften() {
    stored.are("g1");
    HonouredKeys keys = primed(Duration.ofSeconds(2));
    stored.are();

    clock.pass(Duration.ofSeconds(2));
    assertThat(keys.find("g1")).isEmpty();
  }
}
