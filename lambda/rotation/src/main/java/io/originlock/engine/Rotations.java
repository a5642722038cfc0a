package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.port.Gate;
import java.time.Clock;

/** How rotations begin: with a secret that is new to the state and to the gate. */
final class Rotations {
  private final Gate gate;
  private final Transitions transitions;
  private final Clock clock;

  Rotations(Gate gate, Transitions transitions, Clock clock) {
    this.gate = gate;
    this.transitions = transitions;
    this.clock = clock;
  }

  /** The state in which a rotation from this idle one begins. */
  LockState start(LockState idle, String request) {
    return transitions.start(idle, fresh(idle), request, clock.instant());
  }

  /** A secret whose id neither the state nor the gate has seen. */
  Secret fresh(LockState state) {
    SecretId next = state.nextId();
    SecretId free =
        gate.lastId().filter(last -> last.compareTo(next) >= 0).map(SecretId::next).orElse(next);
    return new Secret(free, gate.generate(), clock.instant());
  }
}
