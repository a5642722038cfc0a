package io.originlock.lab.demo;

import io.originlock.lab.gate.GateView;
import java.time.Duration;
import java.util.Map;

/**
 * The example's ordinary variables, set short for watching.
 *
 * @param gate what locks the API
 * @param soak the lock's soak
 * @param grace the lock's grace
 */
record Variables(GateView gate, Duration soak, Duration grace) {

  /** The demo's: the API's hosts lag up to 2 s, so that 4 s are a soak. */
  static Variables demo(GateView gate) {
    return new Variables(gate, Duration.ofSeconds(4), Duration.ofSeconds(5));
  }

  Map<String, Object> terraform() {
    return Map.of(
        "gate", gate.name(),
        "soak_seconds", soak.toSeconds(),
        "grace_seconds", grace.toSeconds());
  }

  /**
   * All that a rotation waits for on purpose: a soak in each of its two stages, and the grace,
   * which a gate that cannot honour two secrets has no use for.
   */
  Duration ofARotation() {
    return soak.multipliedBy(2).plus(gate.anyOf() ? grace : Duration.ZERO);
  }
}
