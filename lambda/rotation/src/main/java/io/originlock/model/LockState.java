package io.originlock.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The state document: everything that an invocation needs to go on where another one stopped.
 *
 * @param sequence the entry's number in the log, from 1 to {@link #LAST_SEQUENCE}
 * @param stage where the lock stands
 * @param since when that stage was entered
 * @param reason why this state was written, a few words for people, without a secret
 */
public record LockState(
    long sequence,
    Stage stage,
    Instant since,
    Secrets secrets,
    Times times,
    Requests requests,
    Attempts attempts,
    String reason) {

  /** The last number that a log gives: one state a second takes thirty years to come there. */
  public static final long LAST_SEQUENCE = 999_999_999;

  public LockState {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(secrets, "secrets");
    Objects.requireNonNull(times, "times");
    Objects.requireNonNull(requests, "requests");
    Objects.requireNonNull(attempts, "attempts");
    Objects.requireNonNull(reason, "reason");
  }

  /** A state of which nothing but its secrets is known. */
  public static LockState of(
      long sequence, Stage stage, Instant since, Secrets secrets, String reason) {
    return new LockState(
        sequence, stage, since, secrets, Times.NONE, Requests.NONE, Attempts.NONE, reason);
  }

  /** A lock that is off: there is no such entry in a log, but for the time of the clean-up. */
  public static LockState open(Instant now) {
    return of(0, Stage.OPEN, now, Secrets.only(null), "no lock");
  }

  public Secret current() {
    return secrets.current();
  }

  public Secret incoming() {
    return secrets.incoming();
  }

  public List<Retired> retired() {
    return secrets.retired();
  }

  /** Every secret that the state knows, the revoked ones too. */
  public List<Secret> known() {
    return secrets.known();
  }

  /** Whether the gate is to be closed, once it can be without refusing anybody. */
  public boolean enforced() {
    return requests.enforcement().asked();
  }

  /** The id for the next secret: greater than any that the state has seen. */
  public SecretId nextId() {
    return known().stream()
        .map(Secret::id)
        .max(SecretId::compareTo)
        .map(SecretId::next)
        .orElse(new SecretId(1));
  }

  /**
   * Whether the lock is being engaged, and not back there because somebody took the enforcement
   * back: then it is as old as its secret.
   */
  public boolean begins() {
    return stage == Stage.ENGAGE
        && secrets.current() != null
        && since.equals(secrets.current().createdAt());
  }

  /** Whether the gate is open until somebody asks for it to be closed. */
  public boolean awaitsEnforcement() {
    return stage == Stage.ENGAGE && !enforced();
  }

  /** Whether the lock stays as it is until somebody asks, or the next rotation is due. */
  public boolean rests() {
    return stage == Stage.IDLE || stage == Stage.OPEN || awaitsEnforcement();
  }

  /**
   * Since when the current secret has guarded the API: when it was made, or when the gate was asked
   * to close if that was later; empty if there is none, or it guards nothing.
   */
  public Optional<Instant> guardedSince() {
    Instant asked = requests.enforcement().since();
    return Optional.ofNullable(current())
        .filter(secret -> enforced())
        .map(Secret::createdAt)
        .map(made -> asked != null && asked.isAfter(made) ? asked : made);
  }

  /** The same state with other times. */
  public LockState with(Times other) {
    return new LockState(sequence, stage, since, secrets, other, requests, attempts, reason);
  }

  /** How far two clocks may be apart without a word. */
  private static final Duration APART = Duration.ofMinutes(1);

  /** Whether it tells of a time that comes more than a minute after this one. */
  public boolean tellsOfMoreThan(Instant now) {
    Instant latest = now.plus(APART);
    return !timesUntil(latest).equals(this);
  }

  /** The same state with no time after this one: what is later becomes this. */
  public LockState timesUntil(Instant latest) {
    return new LockState(
        sequence,
        stage,
        earlier(since, latest),
        secrets.until(latest),
        times.until(latest),
        requests.until(latest),
        attempts.until(latest),
        reason);
  }

  /** The earlier of two times; null stays null. */
  static Instant earlier(Instant time, Instant latest) {
    return time != null && time.isAfter(latest) ? latest : time;
  }

  /** A builder that starts with this state, one sequence number on. */
  public Change change(String why) {
    return new Change(this, why);
  }

  /** The next state in the making; its methods say only what differs. */
  public static final class Change {
    private final long sequence;
    private final String reason;
    private Stage stage;
    private Instant since;
    private Secrets secrets;
    private Times times;
    private Requests requests;
    private Attempts attempts;

    private Change(LockState from, String reason) {
      this.sequence = from.sequence + 1;
      this.reason = reason;
      this.stage = from.stage;
      this.since = from.since;
      this.secrets = from.secrets;
      this.times = from.times;
      this.requests = from.requests;
      this.attempts = from.attempts;
    }

    public Change enter(Stage next, Instant now) {
      stage = next;
      since = now;
      return this;
    }

    public Change secrets(UnaryOperator<Secrets> change) {
      secrets = change.apply(secrets);
      return this;
    }

    public Change times(UnaryOperator<Times> change) {
      times = change.apply(times);
      return this;
    }

    public Change requests(UnaryOperator<Requests> change) {
      requests = change.apply(requests);
      return this;
    }

    public Change attempts(UnaryOperator<Attempts> change) {
      attempts = change.apply(attempts);
      return this;
    }

    public Change current(Secret secret) {
      return secrets(all -> all.current(secret));
    }

    public Change incoming(Secret secret) {
      return secrets(all -> all.incoming(secret));
    }

    public Change retire(Secret secret, Instant now, boolean revoked) {
      return secrets(all -> all.retire(new Retired(secret, now, revoked, false)));
    }

    public Change linger(Set<SecretId> ids) {
      return secrets(all -> all.linger(ids));
    }

    public Change pending(String request) {
      return requests(all -> all.pending(request));
    }

    public Change repairs(Effort effort) {
      return attempts(all -> all.repairs(effort));
    }

    public LockState build() {
      return new LockState(sequence, stage, since, secrets, times, requests, attempts, reason);
    }
  }
}
