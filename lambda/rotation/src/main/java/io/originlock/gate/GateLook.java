package io.originlock.gate;

/** Looks at a gate itself, for an examination; changes nothing. */
@FunctionalInterface
public interface GateLook {

  /** Never fails for what AWS answers: that is in {@link GateSight#unread}. */
  GateSight look();
}
