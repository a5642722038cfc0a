package io.originlock.lab.conformance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Deletes what a fixture made, the last first. A deletion is registered before what it deletes is
 * made, and finds that by its name: a creation whose answer was lost leaves nothing behind either.
 */
final class Undo implements AutoCloseable {
  private final Deque<Runnable> deletions = new ArrayDeque<>();

  /** Registers a deletion; one that finds nothing to delete must not fail. */
  void later(Runnable deletion) {
    deletions.push(deletion);
  }

  /** Makes things, and deletes what is there of them where that fails. */
  <T> T unlessMade(Supplier<T> making) {
    try {
      return making.get();
    } catch (RuntimeException | Error failed) {
      try {
        close();
      } catch (RuntimeException | Error alsoFailed) {
        failed.addSuppressed(alsoFailed);
      }
      throw failed;
    }
  }

  /** Deletes everything, and goes on after a deletion that failed. */
  @Override
  public void close() {
    RuntimeException failure = null;
    while (!deletions.isEmpty()) {
      try {
        deletions.pop().run();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
