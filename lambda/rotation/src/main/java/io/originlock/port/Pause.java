package io.originlock.port;

import java.time.Duration;

/** Lets time pass between two looks at the world. */
@FunctionalInterface
public interface Pause {
  void sleep(Duration duration);
}
