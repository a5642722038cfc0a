package io.originlock.engine;

/** Placeholder until the stages are written: see DESIGN section 2. */
public enum Rollover {
  ANY_OF,
  ALL_OF
}
