package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.survey.PlanFacts;
import io.originlock.survey.Survey;
import java.util.List;

/** Finds stages that the lock's usage plan does not cover: no key of its opens them. */
final class UncoveredStages implements Judge {

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    return lock.gate().isApiKey()
        ? survey.plans().stream()
            .filter(PlanFacts::ofTheLock)
            .flatMap(
                plan ->
                    survey.scope().targets().stream()
                        .filter(target -> !plan.stages().contains(target))
                        .map(
                            target ->
                                new Finding(
                                    Kind.STAGE_NOT_IN_PLAN,
                                    new Place(target.label()),
                                    "The lock's "
                                        + plan.label()
                                        + " does not cover it, so the key that CloudFront sends"
                                        + " does not open a method that demands one.",
                                    "Add the stage to the api_stages of that usage plan.")))
            .toList()
        : List.of();
  }
}
