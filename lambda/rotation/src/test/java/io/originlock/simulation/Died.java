package io.originlock.simulation;

/** The worker's process died, or its case is over. No {@code Exception}: nobody may catch it. */
final class Died extends Error {
  private static final long serialVersionUID = 1L;

  Died() {
    super("the process died", null, false, false);
  }
}
