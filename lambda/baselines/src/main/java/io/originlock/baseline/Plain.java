package io.originlock.baseline;

import io.originlock.model.Secret;

/** What the ways without an engine share: they remember the secret in use, and the one before. */
abstract class Plain implements Way {
  /** The secret in use, as a stack's parameters or Secrets Manager have it. */
  protected Secret current;

  @Override
  public void begin(Site site) {
    current = site.first();
  }
}
