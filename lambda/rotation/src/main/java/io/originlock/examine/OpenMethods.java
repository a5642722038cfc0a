package io.originlock.examine;

import io.originlock.examine.Coverage.Behind;
import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.survey.Survey;
import java.util.List;

/** Finds methods of the lock's stages that can be reached without the secret. */
final class OpenMethods implements Judge {

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    return lock.closed()
        ? Coverage.of(survey, lock.gate(), lock.probePaths()).open().stream()
            .filter(each -> !each.canary())
            .flatMap(each -> finding(each).stream())
            .toList()
        : List.of();
  }

  private static List<Finding> finding(Behind behind) {
    return behind.opening().stream()
        .map(
            opening ->
                new Finding(
                    Kind.METHOD_OPEN,
                    Places.of(behind.stage(), behind.method()),
                    opening.seen(),
                    opening.remedy()))
        .toList();
  }
}
