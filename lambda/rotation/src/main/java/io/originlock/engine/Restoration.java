package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.model.Retired;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.model.Secrets;
import io.originlock.model.Stage;
import io.originlock.port.Gate;
import io.originlock.port.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rebuilds a lost or broken log from what the gate holds and the distributions present, so that
 * nobody is refused: whatever is presented stays honoured until the repair has settled and soaked.
 */
final class Restoration {
  private final World world;

  Restoration(World world) {
    this.world = world;
  }

  /**
   * The state that a restoration would write; empty if nothing of the lock is left anywhere.
   *
   * @param sequence a number above every one that was used
   */
  Optional<LockState> plan(long sequence, Instant now) {
    Set<SecretValue> presented = presented();
    List<Secret> survivors = new ArrayList<>(world.gate().survivors(presented));
    survivors.sort(Comparator.comparing(Secret::id));
    Map<SecretValue, Secret> known = new HashMap<>();
    survivors.forEach(secret -> known.putIfAbsent(secret.value(), secret));
    SecretId next = survivors.isEmpty() ? new SecretId(1) : last(survivors).id().next();
    for (SecretValue value : presented) {
      // Presented, but the gate has lost it: it is put back under a name of its own.
      if (!known.containsKey(value)) {
        known.put(value, new Secret(next, value, now));
        next = next.next();
      }
    }
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Secret current = choose(survivors, presented, known);
    List<Secret> others =
        known.values().stream()
            .filter(secret -> !secret.equals(current))
            .sorted(Comparator.comparing(Secret::id).reversed())
            .toList();
    Set<SecretId> lingering =
        others.stream()
            .filter(secret -> presented.contains(secret.value()))
            .map(Secret::id)
            .collect(Collectors.toCollection(TreeSet::new));
    return Optional.of(
        LockState.of(
            sequence,
            Stage.IDLE,
            now,
            new Secrets(
                current,
                null,
                others.stream().map(secret -> new Retired(secret, now, false, false)).toList(),
                lingering),
            "restored from the gate and the distributions"));
  }

  /**
   * The newest secret that is both presented and held by the gate: it works today. Else the newest
   * that is presented, else the newest that is held.
   */
  private static Secret choose(
      List<Secret> survivors, Set<SecretValue> presented, Map<SecretValue, Secret> known) {
    Optional<Secret> working =
        survivors.stream()
            .filter(secret -> presented.contains(secret.value()))
            .reduce((older, newer) -> newer);
    Stream<Secret> shown =
        presented.stream().map(known::get).sorted(Comparator.comparing(Secret::id));
    return working.or(() -> shown.reduce((older, newer) -> newer)).orElseGet(() -> last(survivors));
  }

  private Set<SecretValue> presented() {
    Gate gate = world.gate();
    Set<SecretValue> values = new LinkedHashSet<>();
    Stream.concat(
            world.distributions().read().stream()
                .flatMap(distribution -> distribution.headers().values().stream())
                .flatMap(List::stream),
            world.published().read().stream().flatMap(document -> document.headers().stream()))
        .forEach(header -> gate.carriedBy(header).ifPresent(values::add));
    return values;
  }

  private static Secret last(List<Secret> sorted) {
    return sorted.get(sorted.size() - 1);
  }
}
