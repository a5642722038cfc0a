package io.originlock.gate;

import io.originlock.examine.GateTraits;

/** Looks at a gate itself, for an examination; changes nothing. */
@FunctionalInterface
public interface GateLook {

  /** Never fails for what AWS answers: that is in {@link GateSight#unread}. */
  GateSight look();

  /** Its traits alone. A gate whose traits do not depend on what it holds asks AWS nothing. */
  default GateTraits traits() {
    return look().traits();
  }
}
