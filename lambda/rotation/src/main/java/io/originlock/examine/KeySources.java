package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.survey.ApiFacts;
import io.originlock.survey.KeySource;
import io.originlock.survey.Served;
import io.originlock.survey.StageFacts;
import io.originlock.survey.Survey;
import java.util.List;

/** Finds APIs that do not look for their keys where CloudFront sends one. */
final class KeySources implements Judge {

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    return lock.gate().isApiKey()
        ? survey.targetStages().stream()
            .filter(stage -> source(survey, stage) == KeySource.AUTHORIZER)
            .map(
                stage ->
                    new Finding(
                        Kind.KEY_SOURCE,
                        new Place("REST API " + stage.stage().restApiId()),
                        "It takes its API keys from an authorizer (apiKeySource AUTHORIZER), and"
                            + " does not look at the header that CloudFront sends.",
                        "If no method demands a key yet, set apiKeySource to HEADER and deploy. If"
                            + " some do, accept the finding until every edge sends the lock's key,"
                            + " and do it then."))
            .toList()
        : List.of();
  }

  private static KeySource source(Survey survey, StageFacts stage) {
    return survey
        .servedBy(stage)
        .flatMap(Served::keySource)
        .or(() -> survey.api(stage.stage().restApiId()).map(ApiFacts::keySource))
        .orElse(KeySource.HEADER);
  }
}
