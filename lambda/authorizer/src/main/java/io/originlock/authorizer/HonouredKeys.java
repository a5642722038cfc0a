package io.originlock.authorizer;

import io.originlock.signing.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The honoured keys, kept for a while: an authorizer is asked for every request, and Parameter
 * Store only now and then. A key id that is not among them is looked for anew, as after a rotation;
 * one look at a time, and not more often than every few seconds, so that whoever invents key ids
 * causes no more. What cannot be read anew stays what it was.
 */
final class HonouredKeys implements SigningKeys {
  /** The least time between two looks, unless keys are kept for less. */
  static final Duration APART = Duration.ofSeconds(5);

  private final KeySource source;
  private final Duration kept;
  private final Duration apart;
  private final Clock clock;
  private final KeyJournal journal;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Held held = new Held(Map.of(), Instant.EPOCH);
  private volatile Instant lookedAt = Instant.EPOCH;

  /** Keys, and since when they are known to be the honoured ones. */
  private record Held(Map<String, SigningKey> keys, Instant since) {}

  /**
   * @param kept how long they are believed without a look: at most the lock's soak, after which a
   *     retired key may be refused
   */
  HonouredKeys(KeySource source, Duration kept, Clock clock, KeyJournal journal) {
    this.source = source;
    this.kept = kept;
    this.apart = kept.compareTo(APART) < 0 ? kept : APART;
    this.clock = clock;
    this.journal = journal;
  }

  @Override
  public Optional<SigningKey> find(String keyId) {
    Instant now = clock.instant();
    SigningKey key = held.keys().get(keyId);
    if (key == null || !now.isBefore(held.since().plus(kept))) {
      look(now);
      key = held.keys().get(keyId);
    }
    return Optional.ofNullable(key);
  }

  /** Makes the first look, before the first request. */
  void prime() {
    look(clock.instant());
  }

  private void look(Instant now) {
    if (now.isBefore(lookedAt.plus(apart))) {
      return;
    }
    // Whoever comes second waits for the first one's look, and needs none of his own.
    looking.lock();
    try {
      if (now.isBefore(lookedAt.plus(apart))) {
        return;
      }
      try {
        held = new Held(source.read(), now);
        lookedAt = now;
      } catch (KeySourceException e) {
        journal.staleKeys(Duration.between(held.since(), now), e);
        // From its end: a look in vain takes seconds, and not every request shall wait for one.
        lookedAt = clock.instant();
      }
    } finally {
      looking.unlock();
    }
  }
}
