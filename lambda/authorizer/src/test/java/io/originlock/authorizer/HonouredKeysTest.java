package io.originlock.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.signing.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When Parameter Store is asked, and what is believed meanwhile. */
class HonouredKeysTest {
  private static final Duration KEPT = Duration.ofSeconds(60);
  private static final String SECRET = "AbCdEfGhIjKlMnOpQrStUvWxYz";

  private final Map<String, SigningKey> stored = new HashMap<>();
  private final List<Duration> stale = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int looks;
  private boolean broken;
  private Duration lookTakes = Duration.ZERO;

  private final KeyJournal journal =
      new KeyJournal() {
        @Override
        public void staleKeys(Duration age, KeySourceException why) {
          stale.add(age);
        }

        @Override
        public void strangeKey(String name) {
          throw new UnsupportedOperationException();
        }
      };

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          throw new UnsupportedOperationException();
        }
      };

  private HonouredKeys keys(Duration kept) {
    return new HonouredKeys(this::read, kept, clock, journal);
  }

  private Map<String, SigningKey> read() {
    looks++;
    pass(lookTakes);
    if (broken) {
      throw new KeySourceException("no answer");
    }
    return Map.copyOf(stored);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private void store(String... ids) {
    stored.clear();
    for (String id : ids) {
      stored.put(id, new SigningKey(SECRET));
    }
  }

  @Test
  void aKnownKeyIsLookedForOnceInAWhile() {
    store("g1");
    HonouredKeys keys = keys(KEPT);

    for (int i = 0; i < 100; i++) {
      assertThat(keys.find("g1")).isPresent();
    }
    pass(KEPT.minusMillis(1));
    keys.find("g1");
    assertThat(looks).isEqualTo(1);

    pass(Duration.ofMillis(1));
    keys.find("g1");
    assertThat(looks).isEqualTo(2);
  }

  @Test
  void aRetiredKeyIsGoneWithTheNextLook() {
    store("g1", "g2");
    HonouredKeys keys = keys(KEPT);
    keys.prime();
    store("g2");

    pass(KEPT.minusMillis(1));
    assertThat(keys.find("g1")).isPresent();
    pass(Duration.ofMillis(1));
    assertThat(keys.find("g1")).isEmpty();
  }

  /** What is kept for the whole of a soak may not be kept for a moment longer. */
  @Test
  void whatWasReadIsAsOldAsTheBeginningOfItsLook() {
    store("g1", "g2");
    HonouredKeys keys = keys(Duration.ofSeconds(3));
    lookTakes = Duration.ofMillis(200);
    keys.prime();
    store("g2");

    pass(Duration.ofMillis(2_799));
    assertThat(keys.find("g1")).isPresent();
    pass(Duration.ofMillis(1));
    assertThat(keys.find("g1")).isEmpty();
  }

  @Test
  void anUnknownKeyIsLookedForAtOnceButNotAgainAndAgain() {
    store("g1");
    HonouredKeys keys = keys(KEPT);
    keys.prime();
    pass(HonouredKeys.APART);
    store("g1", "g2");

    assertThat(keys.find("g2")).isPresent();
    assertThat(looks).isEqualTo(2);
    for (int i = 3; i < 1_000; i++) {
      assertThat(keys.find("g" + i)).isEmpty();
    }
    assertThat(looks).isEqualTo(2);

    pass(HonouredKeys.APART.minusMillis(1));
    keys.find("g3");
    assertThat(looks).isEqualTo(2);
    pass(Duration.ofMillis(1));
    keys.find("g3");
    assertThat(looks).isEqualTo(3);
  }

  @Test
  void whatCannotBeReadAnewStaysAndIsSaid() {
    store("g1");
    HonouredKeys keys = keys(KEPT);
    keys.prime();
    broken = true;
    pass(KEPT);

    assertThat(keys.find("g1")).isPresent();
    assertThat(stale).containsExactly(KEPT);
    keys.find("g1");
    assertThat(looks).as("one look in five seconds, though it failed").isEqualTo(2);

    broken = false;
    pass(HonouredKeys.APART);
    assertThat(keys.find("g1")).isPresent();
    assertThat(looks).isEqualTo(3);
    assertThat(stale).hasSize(1);
  }

  @Test
  void notEveryRequestWaitsForALookThatWaitsInVain() {
    store("g1");
    HonouredKeys keys = keys(KEPT);
    keys.prime();
    broken = true;
    lookTakes = HonouredKeys.APART.plusSeconds(3);
    pass(KEPT);

    keys.find("g1");
    keys.find("g1");
    pass(HonouredKeys.APART.minusMillis(1));
    assertThat(keys.find("g1")).isPresent();
    assertThat(looks).isEqualTo(2);
  }

  @Test
  void howOldKeysAreCountsFromBeforeTheyWereRead() {
    store("g1");
    HonouredKeys keys = keys(KEPT);
    lookTakes = Duration.ofSeconds(3);
    keys.prime();
    store();

    pass(KEPT.minusSeconds(3));
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
          return Map.of("g1", new SigningKey(SECRET));
        };
    HonouredKeys keys = new HonouredKeys(slow, KEPT, clock, journal);
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

  @Test
  void nothingIsHonouredWhileNothingIsKnown() {
    broken = true;
    HonouredKeys keys = keys(KEPT);
    keys.prime();

    assertThat(keys.find("g1")).isEmpty();
    assertThat(stale).hasSize(1);
  }

  @Test
  void keysThatAreKeptForLessThanTheUsualPauseAreLookedForAsOften() {
    store("g1");
    HonouredKeys keys = keys(Duration.ofSeconds(2));
    keys.prime();
    store();

    pass(Duration.ofSeconds(2));
    assertThat(keys.find("g1")).isEmpty();
  }
}
