package io.originlock.validation;

import io.originlock.examine.ExecutionLogs;
import io.originlock.examine.GateTraits;
import io.originlock.examine.Judge;
import io.originlock.examine.LockFacts;
import io.originlock.examine.Opening;
import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.survey.Method;
import io.originlock.survey.Served;
import io.originlock.survey.StageFacts;
import io.originlock.survey.Survey;
import java.util.List;
import java.util.Optional;

/**
 * What judges must know of the gate {@code request-validation}: each method must require the lock's
 * header and have a validator that looks, and the answer to those without it must not tell its
 * name.
 */
public final class ValidationTraits implements GateTraits {

  @Override
  public Optional<String> header() {
    return Optional.empty();
  }

  @Override
  public boolean carries(String headerName) {
    return LockHeader.secret(headerName).isPresent();
  }

  @Override
  public boolean deploys() {
    return true;
  }

  /** {@inheritDoc} Each of them says which required parameter was missing. */
  @Override
  public List<String> accessLogVariables() {
    return List.of(
        "context.error.message",
        "context.error.messageString",
        "context.error.validationErrorString");
  }

  @Override
  public ExecutionLogs executionLogs() {
    return ExecutionLogs.NAME_IT;
  }

  /** {@inheritDoc} The module makes them 403; without it they are API Gateway's 400. */
  @Override
  public List<Integer> refusals() {
    return List.of(400, 403);
  }

  @Override
  public Optional<Opening> opening(Survey survey, StageFacts stage, Method method) {
    if (!method.requiredHeaders().any(this::carries)) {
      return Optional.of(
          new Opening(
              "It does not require the lock's header.",
              "Let the lock protect it, by the gate's variable methods; the next tick mends a"
                  + " method that it protects."));
    }
    return method.validator().parameters()
        ? Optional.empty()
        : Optional.of(
            new Opening(
                "It requires the lock's header, but no validator checks its parameters.",
                "Give it the gate's request validator, or one of yours that validates parameters,"
                    + " and deploy."));
  }

  @Override
  public List<Judge> judges() {
    return List.of(this::tellingRefusals);
  }

  private List<Finding> tellingRefusals(Survey survey, LockFacts lock) {
    return survey.targetStages().stream()
        .filter(
            stage ->
                survey
                    .servedBy(stage)
                    .filter(this::demands)
                    .filter(served -> Refusals.tell(served.responses()))
                    .isPresent())
        .map(
            stage ->
                new Finding(
                    Kind.REFUSAL_TELLS_SECRET,
                    new Place(stage.label()),
                    "It names the header that is missing, to whoever asks without it.",
                    Refusals.REMEDY))
        .toList();
  }

  private boolean demands(Served served) {
    return served.methods().stream().anyMatch(each -> each.requiredHeaders().any(this::carries));
  }
}
