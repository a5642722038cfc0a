package io.originlock.validation;

import io.originlock.aws.ApiStage;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.port.Pause;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/**
 * The steps of {@link RequestValidationGate} that look at no export, for emulators that have none
 * of use. They are the gate's own; what is left out is its comparison of draft and deployment.
 */
public final class GateSteps {
  private final Drafts drafts;
  private final Deployments deployments;
  private final ProtectedMethods methods;
  private final String lock;

  /** The parameters are the gate's. */
  public GateSteps(ApiGatewayClient apiGateway, String lock, Set<String> probePaths, Pause pause) {
    this.drafts = new Drafts(apiGateway, pause);
    this.deployments = new Deployments(apiGateway, lock, System::nanoTime, pause);
    this.methods = new ProtectedMethods(Optional.empty(), probePaths);
    this.lock = lock;
  }

  /**
   * Makes the draft's protected methods require the header of a secret, or none.
   *
   * @return how many methods it changed
   */
  public int require(String api, Optional<SecretValue> secret) {
    return drafts.demand(
        api,
        drafts.read(api).methods().stream().filter(methods::cover).toList(),
        secret.map(LockHeader::name));
  }

  /** Freezes the draft, for this secret; returns the deployment's id. */
  public String deploy(String api, SecretId secret) {
    return deployments.create(api, new DeploymentMark(lock, secret, false)).id();
  }

  /** Points a stage to a deployment. */
  public void serve(ApiStage stage, String deployment) {
    deployments.serve(stage, deployment);
  }

  /** Deletes a deployment. */
  public void delete(String api, String deployment) {
    deployments.delete(api, deployment);
  }

  /** Deletes the lock's deployments that no stage serves, all but the newest. */
  public void prune(String api) {
    deployments.prune(api);
  }

  /** The highest id of a secret that was deployed. */
  public Optional<SecretId> lastId(String api) {
    return deployments.lastId(api);
  }
}
