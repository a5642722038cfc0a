package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.survey.PlanFacts;
import io.originlock.survey.Survey;
import java.util.List;

/** Finds usage plans beside the lock's whose keys open its stages, too. */
final class OtherPlans implements Judge {

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    return lock.gate().isApiKey()
        ? survey.plans().stream()
            .filter(plan -> !plan.ofTheLock() && plan.keys() == PlanFacts.Keys.SOME)
            .filter(plan -> survey.scope().targets().stream().anyMatch(plan.stages()::contains))
            .map(OtherPlans::finding)
            .toList()
        : List.of();
  }

  private static Finding finding(PlanFacts plan) {
    return new Finding(
        Kind.OTHER_KEYS,
        new Place(plan.label()),
        "It covers a stage of the lock, and lets in API keys of its own.",
        "Accept the finding if whoever holds them may walk past CloudFront. If they all come"
            + " through it, take the stage out of the plan once every edge sends the lock's key in"
            + " place of theirs.");
  }
}
