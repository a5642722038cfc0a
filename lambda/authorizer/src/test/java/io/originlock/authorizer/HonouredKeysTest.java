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
import org.junit.jupiter.api.Test;

/** When Parameter Store is asked, and what is believed meanwhile. */
class HonouredKeysTest {
  private static final Duration KEPT = Duration.ofSeconds(60);

  private final Map<String, SigningKey> stored = new HashMap<>();
  private final List<Duration> stale = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int looks;
  private boolean broken;

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
    return new HonouredKeys(this::read, kept, clock, (age, why) -> stale.add(age));
  }

  private Map<String, SigningKey> read() {
    looks++;
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
      stored.put(id, new SigningKey("AbCdEfGhIjKlMnOpQrStUvWxYz"));
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
