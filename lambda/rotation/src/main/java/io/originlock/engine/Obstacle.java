package io.originlock.engine;

import io.originlock.model.LockException;
import io.originlock.model.Wait;
import java.util.Optional;

/**
 * What keeps a stage from being left.
 *
 * @param until what is waited for
 * @param hopeless why waiting longer helps nobody: then the rotation is taken back
 */
record Obstacle(Wait until, Optional<LockException> hopeless) {
  Obstacle(Wait until) {
    this(until, Optional.empty());
  }
}
