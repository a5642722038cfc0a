package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.model.Retired;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.port.Gate;
import io.originlock.port.Presentation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the distributions really present, against what the state knows. A secret that is known,
 * neither revoked nor retired longer than the lock remembers, and presented somewhere, must stay
 * honoured whatever the stage says: a foreign writer can then delay a rotation, not break it.
 */
final class Guard {
  private final Gate gate;
  private final Duration memory;

  Guard(Gate gate, Duration memory) {
    this.gate = gate;
    this.memory = memory;
  }

  /**
   * The secrets that the guard may honour: current, incoming, and those retired not too long ago.
   */
  List<Secret> remembered(LockState state, Instant now) {
    return Stream.concat(
            Stream.of(state.current(), state.incoming()).filter(s -> s != null),
            state.retired().stream()
                .filter(r -> !r.revoked() && r.at().plus(memory).isAfter(now))
                .map(Retired::secret))
        .toList();
  }

  /** The remembered secrets that some distribution presents. */
  Set<SecretId> presented(LockState state, List<Presentation> seen, Instant now) {
    Set<SecretValue> values = values(seen);
    return Rollover.ids(
        remembered(state, now).stream().filter(secret -> values.contains(secret.value())).toList());
  }

  /**
   * Whether what a distribution presents may be let in today: a remembered secret that the gate
   * honours, or one that this state never heard of, as after a log was put back from a copy.
   */
  boolean mayServe(
      LockState state, Presentation distribution, Set<SecretId> honoured, Instant now) {
    Set<SecretId> remembered = presented(state, List.of(distribution), now);
    return remembered.stream().anyMatch(honoured::contains)
        || values(List.of(distribution)).stream()
            .anyMatch(value -> state.known().stream().noneMatch(s -> s.value().equals(value)));
  }

  private Set<SecretValue> values(List<Presentation> seen) {
    Set<SecretValue> values = new HashSet<>();
    for (Presentation distribution : seen) {
      distribution.allHeaders().forEach(header -> gate.carriedBy(header).ifPresent(values::add));
    }
    return values;
  }
}
