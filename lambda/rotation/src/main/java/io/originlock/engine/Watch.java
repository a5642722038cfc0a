package io.originlock.engine;

import io.originlock.finding.Finding;
import io.originlock.model.Wait;
import io.originlock.port.Examiner;
import io.originlock.port.Journal;
import io.originlock.port.Journal.Occurrence;
import io.originlock.port.Presentation;
import io.originlock.port.Prober;
import io.originlock.port.Prober.Probe;
import io.originlock.port.Prober.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks through a lock's distributions while it rests, as a viewer would, and says so when viewers
 * are refused. It changes nothing: what of the lock's own is wrong, the {@link Applier} mends.
 */
final class Watch {
  /** One refusal may be a host that is being replaced. */
  private static final int LEAST = 2;

  /** A lock is looked through at every second invocation, so about every two minutes. */
  private static final int EVERY = 2;

  private final Prober prober;
  private final Examiner examiner;
  private final Journal journal;
  private final int row;

  /** Those through which a request has come to the probe method in this process. */
  private final Set<String> passed = new HashSet<>();

  private int invocations;

  /**
   * @param row how many requests tell a refusal from a passing one
   */
  Watch(Prober prober, Examiner examiner, Journal journal, int row) {
    this.prober = prober;
    this.examiner = examiner;
    this.journal = journal;
    this.row = row;
  }

  /** What comes through a distribution: how many of the requests were not served, and the last. */
  private record Sight(String distribution, int unserved, int of, String last) {
    String told() {
      return "%d of %d requests through %s are not served: %s"
          .formatted(unserved, of, distribution, last);
    }
  }

  /**
   * Looks if it is time to, and says what it sees.
   *
   * @param awaiting what the lock waits for
   * @return whether viewers are refused
   */
  boolean look(List<Presentation> distributions, Optional<Wait> awaiting) {
    if (invocations++ % EVERY != 0) {
      return false;
    }
    List<Sight> refused =
        distributions.stream()
            .map(each -> through(each.distribution()))
            .filter(sight -> sight.unserved() >= LEAST)
            .toList();
    if (refused.isEmpty()) {
      return false;
    }
    refused.forEach(sight -> journal.happened(Occurrence.VIEWERS_REFUSED));
    String seen = refused.stream().map(Sight::told).collect(Collectors.joining(". "));
    journal.warned("R0", seen + ". " + cause(awaiting));
    return true;
  }

  private Sight through(String distribution) {
    Probe probe = prober.through(distribution);
    if (!isUnserved(distribution, probe)) {
      return new Sight(distribution, 0, 1, probe.detail());
    }
    List<Probe> unserved =
        Stream.concat(
                Stream.of(probe),
                Stream.generate(() -> prober.through(distribution)).limit(row - 1L))
            .filter(each -> isUnserved(distribution, each))
            .toList();
    return new Sight(
        distribution, unserved.size(), row, unserved.get(unserved.size() - 1).detail());
  }

  /** What always meets a login or an error page says nothing of viewers, until one came through. */
  private boolean isUnserved(String distribution, Probe probe) {
    if (probe.verdict() == Verdict.PASSED) {
      passed.add(distribution);
    }
    return switch (probe.verdict()) {
      case PASSED, INCONCLUSIVE -> false;
      case REFUSED, UNSERVED -> true;
      case INTERCEPTED -> passed.contains(distribution);
    };
  }

  private String cause(Optional<Wait> awaiting) {
    List<Finding> found = examiner.examine().findings().forbidding();
    return found.isEmpty()
        ? awaiting
            .filter(wait -> !wait.resting())
            .map(wait -> "The lock waits for " + wait.awaiting() + ".")
            .orElse("Nothing that is known to refuse viewers was found: look at what changed last.")
        : Barriers.sentences(found);
  }
}
