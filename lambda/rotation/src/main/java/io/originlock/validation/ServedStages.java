package io.originlock.validation;

import io.originlock.apigateway.Exports;
import io.originlock.aws.ApiStage;
import io.originlock.aws.Stages;
import io.originlock.model.LockException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/** Reads what stages serve, as drafts are compared with. */
final class ServedStages {
  private final Stages stages;
  private final Exports<Served> exports;

  ServedStages(ApiGatewayClient apiGateway) {
    this.stages = new Stages(apiGateway);
    this.exports = new Exports<>(apiGateway, Served::of);
  }

  /**
   * @throws LockException if there is no such stage, it has no deployment, or AWS fails
   */
  Served read(ApiStage stage) {
    return exports.read(stage);
  }

  /** Whether a share of its requests goes to another deployment than the stage's own. */
  boolean hasCanary(ApiStage stage) {
    return Stages.hasCanary(stages.read(stage).canarySettings());
  }
}
