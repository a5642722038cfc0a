package io.originlock.simulation;

import io.originlock.model.LockState;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Nothing is lost and nothing happens twice: what the log says, against what was asked. */
final class Books {
  private final Aws aws;
  private final Violations violations;
  private final Set<String> asked = new HashSet<>();
  private final Set<String> accepted = new HashSet<>();
  private final Map<String, Set<SecretId>> started = new HashMap<>();
  private LockState newest;
  private long written = Values.EVERYONE;
  private boolean rewritten;

  Books(Aws aws, Violations violations) {
    this.aws = aws;
    this.violations = violations;
  }

  /** The state of the highest number that was written. */
  LockState newest() {
    return newest;
  }

  /** Somebody asks for a rotation. */
  void asked(String request) {
    asked.add(request);
  }

  /** The lock said that it will do so. */
  void accepted(String request) {
    accepted.add(request);
  }

  /** Somebody else changed the log: what it forgot may come again, or never. */
  void rewritten() {
    rewritten = true;
  }

  boolean wasRewritten() {
    return rewritten;
  }

  /** These were in use before. */
  void known(long mask) {
    written |= mask;
  }

  /** The worker used these secrets: each must have been written down by then. */
  void told(long mask) {
    if ((mask & ~written) != 0) {
      violations.add(
          "nothing lost",
          () -> aws.values.name(mask & ~written) + " is used before it is written down");
    }
  }

  void appended(LockState state, Cause cause) {
    for (Secret secret : state.known()) {
      written |= aws.values.bit(secret.value());
    }
    LockState before = newest;
    if (before != null && state.sequence() <= before.sequence() && !rewritten) {
      // A writer that slept until its number was pruned: it takes its state back at once.
      return;
    }
    newest = state;
    if (before == null || cause.foreign() || state.incoming() == null) {
      return;
    }
    // The same secret may be of another time: that of a clock that was ahead is put right.
    if (before.incoming() == null || !state.incoming().value().equals(before.incoming().value())) {
      started(before, state);
    }
  }

  private void started(LockState before, LockState state) {
    boolean wanted = false;
    for (String request : state.requests().done()) {
      if (before.requests().done().contains(request)) {
        continue;
      }
      // The engine asks itself for the next try of a rotation that it took back.
      wanted |= asked.contains(request) || request.startsWith("try ");
      Set<SecretId> incoming = started.computeIfAbsent(request, each -> new HashSet<>());
      incoming.add(state.incoming().id());
      if (incoming.size() > 1 && !rewritten) {
        violations.add("nothing lost", () -> "rotation " + request + " was carried out twice");
      }
    }
    if (!wanted && !rewritten) {
      violations.add("not too early", () -> "a rotation that nobody asked for: " + state.reason());
    }
  }

  /** At the end: every rotation that the lock took on was carried out. */
  void close() {
    for (String request : accepted) {
      if (!started.containsKey(request) && !rewritten) {
        violations.add("nothing lost", () -> "rotation " + request + " was never carried out");
      }
    }
  }
}
