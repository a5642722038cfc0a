package io.originlock.lab;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for conditions. */
public final class Eventually {
  private static final Duration USUAL = Duration.ofSeconds(20);

  private Eventually() {}

  /** Waits until something holds; fails after 20 seconds. */
  public static void await(String what, BooleanSupplier condition) {
    await(what, USUAL, condition);
  }

  /** Waits until something holds; fails after a while. */
  public static void await(String what, Duration patience, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "did not come true within " + patience.toSeconds() + " s: " + what);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }
}
