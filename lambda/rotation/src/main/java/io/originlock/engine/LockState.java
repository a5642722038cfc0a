package io.originlock.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The state document: everything that an invocation needs to go on where another one stopped.
 *
 * @param sequence the entry's number in the log, from 1 on
 * @param stage where the lock stands
 * @param since when that stage was entered
 * @param current the secret of the lock; null only when there is none
 * @param incoming the secret that takes over; null outside a rotation
 * @param retired secrets that were current or incoming, newest first
 * @param lingering ids of secrets that an edge may still present although no distribution should:
 *     honoured until the repair has settled and soaked
 * @param honouredAt since when the gate honours what this stage wants; null until that is so
 * @param servedAt since when the gate lets in what this stage presents; null until that is so. It
 *     is the earlier of the two where a stage only adds to what is honoured
 * @param settledAt since when every edge presents what this stage wants; null until that is so
 * @param paused whether new rotations are held back
 * @param pending the id of a rotation asked for during another one; null if none
 * @param requests ids of the last requests that were carried out, newest first
 * @param repairs how often headers or gate had to be repaired since the lock was last whole
 * @param tries how many rotations in a row were taken back
 * @param reason why this state was written, a few words for people, without a secret
 */
public record LockState(
    long sequence,
    Stage stage,
    Instant since,
    Secret current,
    Secret incoming,
    List<Retired> retired,
    Set<SecretId> lingering,
    Instant honouredAt,
    Instant servedAt,
    Instant settledAt,
    boolean paused,
    String pending,
    List<String> requests,
    Effort repairs,
    Effort tries,
    String reason) {

  /** The request ids that a state remembers. */
  public static final int REQUESTS_KEPT = 16;

  /**
   * The retired secrets that a state remembers: a parameter holds 4 KiB. One that has not been seen
   * refused yet is kept beyond that, since its key may still have to be taken away.
   */
  public static final int RETIRED_KEPT = 6;

  public LockState {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(repairs, "repairs");
    Objects.requireNonNull(tries, "tries");
    Objects.requireNonNull(reason, "reason");
    retired = List.copyOf(retired);
    lingering = Set.copyOf(lingering);
    requests = List.copyOf(requests);
  }

  /** A lock that is off: there is no such entry in a log, but for the time of the clean-up. */
  static LockState open(Instant now) {
    return new LockState(
        0,
        Stage.OPEN,
        now,
        null,
        null,
        List.of(),
        Set.of(),
        null,
        null,
        null,
        false,
        null,
        List.of(),
        Effort.NONE,
        Effort.NONE,
        "no lock");
  }

  /** Every secret that the state knows, the revoked ones too. */
  public List<Secret> known() {
    List<Secret> all = new ArrayList<>();
    Optional.ofNullable(incoming).ifPresent(all::add);
    Optional.ofNullable(current).ifPresent(all::add);
    retired.stream().map(Retired::secret).forEach(all::add);
    return List.copyOf(all);
  }

  /** The id for the next secret: greater than any that the state has seen. */
  public SecretId nextId() {
    return known().stream()
        .map(Secret::id)
        .max(SecretId::compareTo)
        .map(SecretId::next)
        .orElse(new SecretId(1));
  }

  /** Whether the request of this id was carried out, or is waiting to be. */
  public boolean hasSeen(String request) {
    return request.equals(pending) || requests.contains(request);
  }

  /** The same state with other times: what has been true for how long. */
  LockState since(Instant honoured, Instant served, Instant settled) {
    return new LockState(
        sequence, stage, since, current, incoming, retired, lingering, honoured, served, settled,
        paused, pending, requests, repairs, tries, reason);
  }

  /** A builder that starts with this state, one sequence number on. */
  Change change(String why) {
    return new Change(this, why);
  }

  /** The next state in the making; its methods say only what differs. */
  static final class Change {
    private final long sequence;
    private final String reason;
    private Stage stage;
    private Instant since;
    private Secret current;
    private Secret incoming;
    private List<Retired> retired;
    private Set<SecretId> lingering;
    private Instant honouredAt;
    private Instant servedAt;
    private Instant settledAt;
    private boolean paused;
    private String pending;
    private List<String> requests;
    private Effort repairs;
    private Effort tries;

    private Change(LockState from, String reason) {
      this.sequence = from.sequence + 1;
      this.reason = reason;
      this.stage = from.stage;
      this.since = from.since;
      this.current = from.current;
      this.incoming = from.incoming;
      this.retired = from.retired;
      this.lingering = from.lingering;
      this.honouredAt = from.honouredAt;
      this.servedAt = from.servedAt;
      this.settledAt = from.settledAt;
      this.paused = from.paused;
      this.pending = from.pending;
      this.requests = from.requests;
      this.repairs = from.repairs;
      this.tries = from.tries;
    }

    Change enter(Stage next, Instant now) {
      stage = next;
      since = now;
      return this;
    }

    Change current(Secret secret) {
      current = secret;
      return this;
    }

    Change incoming(Secret secret) {
      incoming = secret;
      return this;
    }

    /** Puts a secret at the head of the retired ones. */
    Change retire(Secret secret, Instant now, boolean revoked) {
      List<Retired> all = new ArrayList<>();
      all.add(new Retired(secret, now, revoked, false));
      all.addAll(retired);
      for (int i = all.size() - 1; i >= RETIRED_KEPT; i--) {
        if (all.get(i).refused()) {
          all.remove(i);
        }
      }
      retired = all;
      return this;
    }

    Change retired(List<Retired> all) {
      retired = all;
      return this;
    }

    Change linger(Set<SecretId> ids) {
      Set<SecretId> all = new TreeSet<>(lingering);
      all.addAll(ids);
      lingering = all;
      return this;
    }

    Change nothingLingers() {
      lingering = Set.of();
      return this;
    }

    /**
     * The gate honours what the stage wants, from now on.
     *
     * @param served whether it let in what the stage presents before
     */
    Change honoured(Instant now, boolean served) {
      honouredAt = now;
      servedAt = served && servedAt != null ? servedAt : now;
      return this;
    }

    /**
     * The gate doesn't honour what the stage wants.
     *
     * @param served whether it still lets in what the stage presents
     */
    Change notHonoured(boolean served) {
      honouredAt = null;
      servedAt = served ? servedAt : null;
      return this;
    }

    Change settledAt(Instant when) {
      settledAt = when;
      return this;
    }

    Change paused(boolean value) {
      paused = value;
      return this;
    }

    Change pending(String request) {
      pending = request;
      return this;
    }

    Change carriedOut(String request) {
      List<String> all = new ArrayList<>();
      all.add(request);
      all.addAll(requests);
      requests = all.subList(0, Math.min(all.size(), REQUESTS_KEPT));
      return this;
    }

    Change repairs(Effort effort) {
      repairs = effort;
      return this;
    }

    Change tries(Effort effort) {
      tries = effort;
      return this;
    }

    LockState build() {
      return new LockState(
          sequence,
          stage,
          since,
          current,
          incoming,
          retired,
          lingering,
          honouredAt,
          servedAt,
          settledAt,
          paused,
          pending,
          requests,
          repairs,
          tries,
          reason);
    }
  }
}
