package io.originlock.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** What the engine says it waits for, and since when that is too long. */
final class Waits {
  private final Settings settings;
  private final Clock clock;
  private final Journal journal;

  Waits(Settings settings, Clock clock, Journal journal) {
    this.settings = settings;
    this.clock = clock;
    this.journal = journal;
  }

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

  static Wait nothingStays() {
    return new Wait(
        "what was put in place to stay there",
        "who else changes the lock's keys or headers: CloudTrail names them",
        null);
  }

  Wait soakOrPropagation(LockState state, Sight sight) {
    Instant soaked = state.settledAt().plus(settings.soak());
    return clock.instant().isBefore(soaked)
        ? known("the soak after CloudFront settled, until " + soaked, soaked)
        : propagation(sight.unsettled());
  }

  /** The next repair waits, since those before did not last. */
  Wait fight(LockState state) {
    Instant next = Patience.REPAIRS.next(state.repairs());
    journal.happened(Journal.Occurrence.FIGHT);
    journal.warned(
        "R1",
        state.repairs().count() + " repairs did not last: the next is made from " + next + " on.");
    Wait wait = nothingStays();
    return new Wait(wait.awaiting() + "; repaired from " + next, wait.check(), next);
  }

  /** Says of a wait without a known end how long it has been, and counts it once that is long. */
  UnaryOperator<Wait> overdue(LockState state) {
    Instant repaired = state.repairs().last();
    Instant since = repaired != null && repaired.isAfter(state.since()) ? repaired : state.since();
    Duration soFar = Duration.between(since, clock.instant());
    return wait -> {
      if (wait.notBefore() != null || soFar.compareTo(Patience.USUAL) < 0) {
        return wait;
      }
      String awaiting =
          wait.awaiting() + ", for " + soFar.toMinutes() + " minutes now, longer than usual";
      journal.happened(Journal.Occurrence.OVERDUE);
      journal.warned("R0", "Still awaited: " + awaiting + ". Check " + wait.check());
      return new Wait(awaiting, wait.check(), wait.notBefore());
    };
  }
}
