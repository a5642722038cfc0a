package io.originlock.authorizer;

import io.originlock.signing.SigningKey;
import io.originlock.testing.MovingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys as a test says, counted looks at them, and a time in which they cannot be read. */
final class StoredKeys implements KeySource {
  static final String SECRET = "AbCdEfGhIjKlMnOpQrStUvWxYz";

  private final MovingClock clock;
  private final Instant begin;
  private Map<String, SigningKey> keys = Map.of();
  private Instant readableFrom = Instant.MIN;
  private Duration taking = Duration.ZERO;
  private int looks;

  StoredKeys(MovingClock clock) {
    this.clock = clock;
    this.begin = clock.instant();
  }

  void are(String... ids) {
    keys = Stream.of(ids).collect(Collectors.toMap(id -> id, id -> new SigningKey(SECRET)));
  }

  /** From now on. */
  void breakFor(Duration time) {
    readableFrom = clock.instant().plus(time);
  }

  /** How long a look takes. */
  void take(Duration time) {
    taking = time;
  }

  int looks() {
    return looks;
  }

  /** How much time the clock has passed. */
  Duration elapsed() {
    return Duration.between(begin, clock.instant());
  }

  @Override
  public Map<String, SigningKey> read() {
    looks++;
    boolean readable = !clock.instant().isBefore(readableFrom);
    clock.pass(taking);
    if (!readable) {
      throw new KeySourceException("no answer");
    }
    return Map.copyOf(keys);
  }
}
