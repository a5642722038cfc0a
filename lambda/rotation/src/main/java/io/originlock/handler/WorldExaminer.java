package io.originlock.handler;

import io.originlock.examine.Coverage;
import io.originlock.examine.Coverage.Behind;
import io.originlock.examine.LockExaminer;
import io.originlock.examine.LockFacts;
import io.originlock.finding.Accepted;
import io.originlock.finding.Findings;
import io.originlock.gate.GateLook;
import io.originlock.gate.GateSight;
import io.originlock.port.Demands;
import io.originlock.port.Examination;
import io.originlock.port.Examiner;
import io.originlock.survey.Survey;
import io.originlock.survey.Surveyor;
import io.originlock.survey.Unread;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Surveys the world around a lock, looks at its gate, and has both judged. */
final class WorldExaminer implements Examiner {
  private final Surveyor surveyor;
  private final Surveyor stages;
  private final GateLook gate;
  private final Subject subject;

  /**
   * @param surveyor of all that stands around the lock
   * @param stages of what its stages serve alone
   */
  WorldExaminer(Surveyor surveyor, Surveyor stages, GateLook gate, Subject subject) {
    this.surveyor = surveyor;
    this.stages = stages;
    this.gate = gate;
    this.subject = subject;
  }

  /**
   * What an examination shows.
   *
   * @param coverage how the methods stand behind the gate
   */
  record Examined(Findings findings, Coverage coverage) {}

  @Override
  public Examination examine() {
    Examined all = examine(true, List.of());
    return new Examination(all.findings(), demands(all.coverage()));
  }

  @Override
  public Demands demands() {
    return demands(
        Coverage.of(stages.survey(subject.scope()), gate.traits(), subject.probePaths()));
  }

  private static Demands demands(Coverage coverage) {
    Coverage served = coverage.withoutCanaries();
    return new Demands(
        served.open().stream().map(Behind::label).toList(),
        served.count(),
        coverage.demanding().stream().map(Behind::label).distinct().toList(),
        coverage.whole());
  }

  /**
   * @param closed whether the gate is to be closed: else what is open is no finding
   * @param accepted what is accepted beside what the lock's configuration accepts
   */
  Examined examine(boolean closed, Collection<Accepted> accepted) {
    GateSight sight = gate.look();
    Survey seen = surveyor.survey(subject.scope());
    List<Unread> unread = Stream.concat(seen.unread().stream(), sight.unread().stream()).toList();
    Survey survey = seen.withUnread(unread);
    LockFacts lock = subject.facts(sight.traits(), closed);
    Findings findings =
        new LockExaminer(
                lock, Stream.concat(subject.accepted().stream(), accepted.stream()).toList())
            .examine(survey, sight.found());
    return new Examined(findings, Coverage.of(survey, lock.gate(), lock.probePaths()));
  }
}
