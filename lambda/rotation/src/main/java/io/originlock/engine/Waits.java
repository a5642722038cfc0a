package io.originlock.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the engine says it waits for. */
final class Waits {
  private Waits() {}

  static Wait propagation(List<Presentation> distributions) {
    return new Wait(
        "CloudFront to bring the change of " + Sight.names(distributions) + " to every edge",
        "the status of the distribution: Deployed within minutes, rarely within an hour",
        null);
  }

  /** A wait that ends by itself. */
  static Wait known(String what, Instant end) {
    return new Wait(what, "nothing: it ends by itself", end);
  }

  /**
   * @param next when the next repair is made; null if the next tick makes it
   */
  static Wait fight(Instant next) {
    return new Wait(
        "what was put in place to stay there" + (next == null ? "" : "; repaired from " + next),
        "who else changes the lock's keys or headers: CloudTrail names them",
        next);
  }

  static Wait overdue(Wait wait, Duration soFar) {
    return new Wait(
        wait.awaiting() + ", for " + soFar.toMinutes() + " minutes now, longer than usual",
        wait.check(),
        wait.notBefore());
  }
}
