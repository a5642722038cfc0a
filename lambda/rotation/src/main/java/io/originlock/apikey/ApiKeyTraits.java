package io.originlock.apikey;

import io.originlock.aws.StageExport;
import io.originlock.examine.ExecutionLogs;
import io.originlock.examine.GateTraits;
import io.originlock.examine.Opening;
import io.originlock.survey.Method;
import io.originlock.survey.StageFacts;
import io.originlock.survey.Survey;
import java.util.List;
import java.util.Optional;

/** What judges must know of the gate {@code api-key}. */
public final class ApiKeyTraits implements GateTraits {

  @Override
  public Optional<String> header() {
    return Optional.of(StageExport.API_KEY_HEADER);
  }

  @Override
  public boolean isApiKey() {
    return true;
  }

  @Override
  public List<String> accessLogVariables() {
    return List.of("context.identity.apiKey");
  }

  /** API Gateway "redacts authorization headers, API key values, and similar". */
  @Override
  public ExecutionLogs executionLogs() {
    return ExecutionLogs.HIDE_IT;
  }

  @Override
  public List<Integer> refusals() {
    return List.of(403);
  }

  @Override
  public Optional<Opening> opening(Survey survey, StageFacts stage, Method method) {
    return method.keyRequired()
        ? Optional.empty()
        : Optional.of(
            new Opening(
                "It demands no API key.",
                "Set api_key_required = true on it and deploy, once every edge sends the lock's"
                    + " key."));
  }
}
