package io.originlock.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The secrets that a state knows.
 *
 * @param current the secret of the lock; null only when there is none
 * @param incoming the secret that takes over; null outside a rotation
 * @param retired those that were current or incoming, newest first
 * @param lingering ids of retired ones that an edge may still present although no distribution
 *     should: accepted until the repair has settled and soaked
 */
public record Secrets(
    Secret current, Secret incoming, List<Retired> retired, Set<SecretId> lingering) {

  /**
   * The retired secrets that are remembered: a parameter holds 4 KiB. One that has not been seen
   * refused yet is kept beyond that, since its key may still have to be taken away.
   */
  public static final int RETIRED_KEPT = 6;

  public Secrets {
    retired = List.copyOf(retired);
    lingering = Set.copyOf(lingering);
  }

  /** Those of a lock with this one alone; null for none. */
  public static Secrets only(Secret current) {
    return new Secrets(current, null, List.of(), Set.of());
  }

  /** All of them, the revoked ones too. */
  public List<Secret> known() {
    List<Secret> all = new ArrayList<>();
    Optional.ofNullable(incoming).ifPresent(all::add);
    Optional.ofNullable(current).ifPresent(all::add);
    retired.stream().map(Retired::secret).forEach(all::add);
    return List.copyOf(all);
  }

  public Secrets current(Secret secret) {
    return new Secrets(secret, incoming, retired, lingering);
  }

  public Secrets incoming(Secret secret) {
    return new Secrets(current, secret, retired, lingering);
  }

  public Secrets retired(List<Retired> all) {
    return new Secrets(current, incoming, all, lingering);
  }

  /** Puts one at the head of the retired ones. */
  public Secrets retire(Retired newest) {
    List<Retired> all = new ArrayList<>();
    all.add(newest);
    all.addAll(retired);
    for (int i = all.size() - 1; i >= RETIRED_KEPT; i--) {
      if (all.get(i).refused()) {
        all.remove(i);
      }
    }
    return retired(all);
  }

  /** The incoming one becomes current, and the current one is retired. */
  public Secrets takeOver(Instant now) {
    return retire(new Retired(current, now, false, false)).current(incoming).incoming(null);
  }

  /** The incoming one is retired. */
  public Secrets giveUp(Instant now) {
    return retire(new Retired(incoming, now, false, false)).incoming(null);
  }

  public Secrets retireAll(Instant now, boolean revoked) {
    Secrets all = this;
    for (Secret secret : Arrays.asList(current, incoming)) {
      all = secret == null ? all : all.retire(new Retired(secret, now, revoked, false));
    }
    return all.current(null).incoming(null);
  }

  /** Nothing that is known is ever accepted again. */
  public Secrets revokeAll(Instant now) {
    return retired(retired.stream().map(Retired::revoke).toList())
        .retireAll(now, true)
        .nothingLingers();
  }

  Secrets until(Instant latest) {
    return new Secrets(
        current == null ? null : current.until(latest),
        incoming == null ? null : incoming.until(latest),
        retired.stream().map(each -> each.until(latest)).toList(),
        lingering);
  }

  public Secrets linger(Set<SecretId> more) {
    Set<SecretId> all = new TreeSet<>(lingering);
    all.addAll(more);
    return new Secrets(current, incoming, retired, all);
  }

  public Secrets nothingLingers() {
    return new Secrets(current, incoming, retired, Set.of());
  }
}
