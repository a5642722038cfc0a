package io.originlock.signature;

import io.originlock.examine.ExecutionLogs;
import io.originlock.examine.GateTraits;
import io.originlock.examine.Judge;
import io.originlock.examine.LockFacts;
import io.originlock.examine.Opening;
import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.survey.Method;
import io.originlock.survey.StageFacts;
import io.originlock.survey.Survey;
import java.util.List;
import java.util.Optional;

/**
 * What judges must know of the gate {@code signature}: each method must ask the lock's authorizer,
 * for every request anew. The key never reaches the API, and what does, a signature, is worth
 * something for the window alone.
 */
public final class SignatureTraits implements GateTraits {
  private final Optional<String> authorizer;

  /**
   * @param authorizer the ARN of the authorizer's function, without a version
   */
  public SignatureTraits(String authorizer) {
    this(Optional.of(authorizer));
  }

  private SignatureTraits(Optional<String> authorizer) {
    this.authorizer = authorizer;
  }

  /** Before there is an authorizer, which so no method asks. */
  static SignatureTraits proposed() {
    return new SignatureTraits(Optional.empty());
  }

  private boolean isAskedBy(Method method) {
    return authorizer.filter(method.authorization()::asks).isPresent();
  }

  @Override
  public Optional<String> header() {
    return Optional.of(KeyHeader.NAME);
  }

  @Override
  public boolean takenOffAtTheEdge() {
    return true;
  }

  @Override
  public List<String> accessLogVariables() {
    return List.of();
  }

  @Override
  public ExecutionLogs executionLogs() {
    return ExecutionLogs.HIDE_IT;
  }

  /** {@inheritDoc} Who lacks a signature gets 401, who has a wrong one 403. */
  @Override
  public List<Integer> refusals() {
    return List.of(401, 403);
  }

  @Override
  public Optional<Opening> opening(Survey survey, StageFacts stage, Method method) {
    return isAskedBy(method)
        ? Optional.empty()
        : Optional.of(
            new Opening(
                "It does not ask the lock's authorizer.",
                "Give it the gate's authorizer (authorization CUSTOM) and deploy, once every edge"
                    + " signs."));
  }

  @Override
  public List<Judge> judges() {
    return List.of(this::keptAnswers);
  }

  private List<Finding> keptAnswers(Survey survey, LockFacts lock) {
    return survey.targetStages().stream()
        .flatMap(
            stage ->
                survey.servedBy(stage).stream()
                    .flatMap(served -> served.methods().stream())
                    .filter(this::isAskedBy)
                    .filter(method -> method.authorization().secondsKept() > 0)
                    .map(method -> kept(stage, method)))
        .toList();
  }

  private static Finding kept(StageFacts stage, Method method) {
    return new Finding(
        Kind.ANSWERS_CACHED,
        new Place(stage.label(), method.label()),
        "An answer of the lock's authorizer is used for other requests with the same signature.",
        "Set authorizer_result_ttl_in_seconds = 0 on the authorizer, and deploy.");
  }
}
