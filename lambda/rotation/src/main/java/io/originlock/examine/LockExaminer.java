package io.originlock.examine;

import io.originlock.finding.Accepted;
import io.originlock.finding.Finding;
import io.originlock.finding.Findings;
import io.originlock.survey.Survey;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Has every judge look at a survey. */
public final class LockExaminer {
  private final LockFacts lock;
  private final List<Accepted> accepted;

  /**
   * @param accepted what the lock's owner takes as it is
   */
  public LockExaminer(LockFacts lock, Collection<Accepted> accepted) {
    this.lock = lock;
    this.accepted = List.copyOf(accepted);
  }

  public Findings examine(Survey survey) {
    return examine(survey, List.of());
  }

  /**
   * @param more what was found in another way than by the survey
   */
  public Findings examine(Survey survey, Collection<Finding> more) {
    Stream<Finding> found =
        Stream.concat(Judges.ALL.stream(), lock.gate().judges().stream())
            .flatMap(judge -> judge.judge(survey, lock).stream());
    return Findings.of(Stream.concat(found, more.stream()).toList(), accepted);
  }
}
