package io.originlock.validation;

import io.originlock.aws.ApiStage;
import io.originlock.aws.Stages;
import io.originlock.model.LockException;
import io.originlock.model.SecretValue;
import io.originlock.port.Checking;
import io.originlock.port.Demand;
import io.originlock.port.HinderedException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.apigateway.model.CreateDeploymentResponse;

/**
 * Changes what the methods of an API require, by one deployment that changes nothing else. What is
 * the same before a draft is touched and after it was frozen was the same in between.
 */
final class Redeployment {
  private static final int SHOWN = 5;

  private final ServedStages served;
  private final Drafts drafts;
  private final Deployments deployments;
  private final ProtectedMethods methods;
  private final boolean deploysDrafts;

  /**
   * @param methods which methods require the header
   * @param deploysDrafts whether a deployment may publish what somebody else left in a draft
   */
  Redeployment(
      ServedStages served,
      Drafts drafts,
      Deployments deployments,
      ProtectedMethods methods,
      boolean deploysDrafts) {
    this.served = served;
    this.drafts = drafts;
    this.deployments = deployments;
    this.methods = methods;
    this.deploysDrafts = deploysDrafts;
  }

  /**
   * An API that may be deployed.
   *
   * @param stages that shall serve it
   * @param draft as it was found
   * @param facts about that draft
   */
  record Ready(String api, List<Served> stages, Draft draft, Facts facts) {}

  /**
   * Looks whether an API's deployment would change nothing but the lock's header.
   *
   * @param wanted whose header shall be required; empty for none
   * @throws HinderedException if it would, or a refusal would tell the header
   * @throws LockException if AWS fails
   */
  Ready ready(String api, List<Served> stages, Optional<SecretValue> wanted) {
    for (Served each : stages) {
      if (served.hasCanary(each.stage())) {
        throw new HinderedException(
            "the canary of the " + each.stage().label() + " to take no more traffic",
            Stages.CANARY_REMEDY);
      }
    }
    Draft draft = drafts.read(api);
    Facts facts = DraftFacts.of(draft);
    if (wanted.isPresent() && Refusals.tell(facts)) {
      throw new HinderedException(Refusals.told(stages.get(0).stage()), Refusals.REMEDY);
    }
    for (Served each : stages) {
      List<String> differences = deploysDrafts ? List.of() : facts.differences(each.facts());
      if (!differences.isEmpty()) {
        throw unfinished(each.stage(), differences);
      }
    }
    return new Ready(api, stages, draft, facts);
  }

  /**
   * How a released stage can be opened: its API's definition requires the header as long as a stage
   * of that stays.
   *
   * @param listed the stages that stay
   */
  static Checking opening(ApiStage stage, List<ApiStage> listed) {
    return listed.stream()
        .filter(other -> other.restApiId().equals(stage.restApiId()))
        .findFirst()
        .map(
            other ->
                new Checking(
                    false,
                    "delete the "
                        + stage.label()
                        + ", or have it serve a deployment that requires no header of the lock's:"
                        + " the API's definition requires it, since stage "
                        + other.stage()
                        + " stays"))
        .orElseGet(() -> new Checking(true, "nothing: the lock opens it"));
  }

  private static HinderedException unfinished(ApiStage stage, List<String> differences) {
    return new HinderedException(
        "changes of REST API "
            + stage.restApiId()
            + " that stage "
            + stage.stage()
            + " does not serve to be deployed or undone: "
            + shown(differences),
        "deploy the API to the stage, or undo the changes; with deploy_drafts the lock deploys"
            + " whatever it finds");
  }

  private static String shown(List<String> differences) {
    int more = differences.size() - SHOWN;
    String first = String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size())));
    return more > 0 ? first + " and " + more + " more" : first;
  }

  /**
   * Makes the draft require this header and freezes it. No stage serves that yet.
   *
   * @return the deployment, for each of the stages
   * @throws HinderedException if somebody changed the draft meanwhile; what was frozen is deleted
   * @throws LockException if AWS fails
   */
  List<Demand.Deployment> make(Ready ready, Optional<SecretValue> wanted, DeploymentMark mark) {
    String api = ready.api();
    Optional<String> header = wanted.map(LockHeader::name);
    drafts.demand(api, some(ready.draft(), true), header);
    drafts.demand(api, some(ready.draft(), false), Optional.empty());
    CreateDeploymentResponse made = deployments.create(api, mark);
    Draft after = drafts.read(api);
    List<String> differences =
        deploysDrafts ? List.of() : DraftFacts.of(after).differences(ready.facts());
    if (!differences.isEmpty() || !demands(after, header)) {
      deployments.delete(api, made.id());
      throw new HinderedException(
          "somebody to finish changing REST API "
              + api
              + ", which changed while it was deployed"
              + (differences.isEmpty() ? "" : ": " + shown(differences)),
          "deploy the API to the stage, or undo the changes");
    }
    return ready.stages().stream()
        .map(
            each ->
                new Demand.Deployment(
                    api,
                    each.stage().stage(),
                    made.id(),
                    made.createdDate().truncatedTo(ChronoUnit.SECONDS)))
        .toList();
  }

  private List<Draft.Declared> some(Draft draft, boolean covered) {
    return draft.methods().stream().filter(each -> methods.cover(each) == covered).toList();
  }

  private boolean demands(Draft draft, Optional<String> header) {
    return draft.methods().stream()
        .allMatch(
            each ->
                Drafts.changes(each, methods.cover(each) ? header : Optional.empty()).isEmpty());
  }

  /** Points a deployment's stage to it: from now on it has an effect. */
  void serve(Demand.Deployment deployment) {
    deployments.serve(new ApiStage(deployment.api(), deployment.stage()), deployment.id());
  }
}
