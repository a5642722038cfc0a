package io.originlock.authorizer;

import io.originlock.signing.SigningKey;
import io.originlock.signing.Stamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The honoured keys, kept for a while: an authorizer is asked for every request, and Parameter
 * Store only now and then. What cannot be read anew stays what it was; while nothing was ever read,
 * a request waits for it ({@link PatientKeySource}).
 *
 * <p>A key id that is not among them is looked for before the keys are old, as after a revocation,
 * if the lock can have given it to a key meanwhile. Each such look in vain doubles the time to the
 * next, up to that for which keys are kept: whoever invents ids causes four looks more, and then
 * none that would not be made anyway.
 */
final class HonouredKeys implements SigningKeys {
  /** The least time between two looks, unless keys are kept for less; jitter takes a quarter. */
  static final Duration APART = Duration.ofSeconds(5);

  /**
   * How far an id may be from that of the newest key to be looked for. A rotation presents a key a
   * soak after it was written, when the keys of before are old; a revocation does at once, and
   * takes the next id. So this is how many a person can revoke within the time that keys are kept.
   * As many ids below it are those that the worker puts back if somebody deletes their keys.
   */
  static final int NEXT_FEW = 8;

  private final KeySource source;
  private final KeySource patient;
  private final Duration kept;
  private final Duration apart;
  private final Clock clock;
  private final Jitter jitter;
  private final KeyJournal journal;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Held held = Held.NOTHING;

  // Whoever reads or writes these is looking.
  private Span rest = Span.OVER;
  private Span strangers = Span.OVER;
  private Duration gap;

  /**
   * Keys, and how long they are believed.
   *
   * @param newest the highest number of a key that was ever read; 0 if none was
   */
  private record Held(Map<String, SigningKey> keys, int newest, Span fresh) {
    static final Held NOTHING = new Held(Map.of(), 0, Span.OVER);

    boolean wasRead() {
      return !fresh.equals(Span.OVER);
    }

    boolean isFresh(Instant now) {
      return !fresh.isOver(now);
    }

    boolean canBeKey(String keyId) {
      return newest == 0 || Math.abs(Stamp.keyNumber(keyId) - newest) <= NEXT_FEW;
    }

    Held replacedBy(Map<String, SigningKey> read, Span fresh) {
      int highest = read.keySet().stream().mapToInt(Stamp::keyNumber).max().orElse(newest);
      return new Held(read, highest, fresh);
    }
  }

  /**
   * @param kept how long they are believed without a look: at most the lock's soak, after which a
   *     retired key may be refused. Jitter takes up to a quarter of it
   */
  HonouredKeys(
      KeySource source,
      Duration kept,
      Clock clock,
      Pause pause,
      Jitter jitter,
      KeyJournal journal) {
    this.source = source;
    this.patient = new PatientKeySource(source, clock, pause, jitter);
    this.kept = kept;
    this.apart = kept.compareTo(APART) < 0 ? kept : APART;
    this.gap = apart;
    this.clock = clock;
    this.jitter = jitter;
    this.journal = journal;
  }

  @Override
  public Optional<SigningKey> find(String keyId) {
    Held known = held;
    SigningKey key = known.keys().get(keyId);
    if (key == null || !known.isFresh(clock.instant())) {
      key = looked(keyId).keys().get(keyId);
    }
    return Optional.ofNullable(key);
  }

  /** Makes the first look, before the first request, which repeats it if it fails. */
  void prime() {
    looking.lock();
    try {
      read(source, clock.instant());
    } finally {
      looking.unlock();
    }
  }

  /** What is known after a look, if one is due. */
  private Held looked(String keyId) {
    // Whoever comes second waits for the first one's look, and needs none of his own.
    looking.lock();
    try {
      Instant now = clock.instant();
      if (!held.wasRead()) {
        lookUnlessResting(patient, now);
      } else if (!held.isFresh(now)) {
        lookUnlessResting(source, now);
      } else if (!held.keys().containsKey(keyId) && held.canBeKey(keyId)) {
        lookFor(keyId, now);
      }
      return held;
    } finally {
      looking.unlock();
    }
  }

  private void lookUnlessResting(KeySource from, Instant now) {
    if (rest.isOver(now) && !read(from, now)) {
      // From its end: a look in vain takes seconds, and not every request shall wait for one.
      rest = new Span(clock.instant(), jitter.quarter(apart));
    }
  }

  private void lookFor(String keyId, Instant now) {
    if (strangers.isOver(now)) {
      gap = apart;
    }
    strangers = new Span(now, kept);
    if (rest.isOver(now)) {
      boolean found = read(source, now) && held.keys().containsKey(keyId);
      gap = found ? apart : doubled();
      rest = new Span(clock.instant(), jitter.quarter(gap));
    }
  }

  private Duration doubled() {
    Duration twice = gap.multipliedBy(2);
    return twice.compareTo(kept) < 0 ? twice : kept;
  }

  private boolean read(KeySource from, Instant now) {
    try {
      held = held.replacedBy(from.read(), new Span(now, jitter.quarter(kept)));
      rest = new Span(now, jitter.quarter(gap));
      return true;
    } catch (KeySourceException e) {
      if (held.wasRead()) {
        journal.staleKeys(e);
      } else {
        journal.noKeys(e);
      }
      return false;
    }
  }
}
