package io.originlock.authorizer;

import java.time.Duration;

/** Lets time pass between two looks at Parameter Store. */
@FunctionalInterface
interface Pause {
  void sleep(Duration duration);
}
