package io.originlock.engine;

import io.originlock.model.Wait;

/** What the check of a stage's exit conditions found. */
sealed interface Finding {
  /** The stage may be left. */
  record Clear() implements Finding {}

  /** Not yet. */
  record Unmet(Wait until) implements Finding {}

  /** It won't be met: waiting longer helps nobody, the rotation is taken back. */
  record Hopeless(String resource, String what, String remedy) implements Finding {}
}
