package io.originlock.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.aws.ApiStage;
import io.originlock.aws.AwsFailures;
import io.originlock.aws.StageExport;
import io.originlock.aws.Stages;
import io.originlock.model.LockException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.GetDeploymentResponse;

/**
 * Reads what stages serve. A deployment never changes, so what a stage serves is read again only
 * when it was given another one: a look costs a call a stage.
 */
final class ServedStages {
  /** A stage that is moved each time it is looked at is in somebody else's hands. */
  private static final int LOOKS = 3;

  private final ApiGatewayClient apiGateway;
  private final Stages stages;
  private final StageExport exports;
  private final Map<ApiStage, Served> known = new HashMap<>();

  ServedStages(ApiGatewayClient apiGateway) {
    this.apiGateway = apiGateway;
    this.stages = new Stages(apiGateway);
    this.exports = new StageExport(apiGateway);
  }

  /**
   * @throws LockException if there is no such stage, it has no deployment, or AWS fails
   */
  Served read(ApiStage stage) {
    for (int look = 1; look <= LOOKS; look++) {
      String deployment = deployment(stage);
      Served last = known.get(stage);
      if (last != null && last.deployment().equals(deployment)) {
        return last;
      }
      JsonNode document = exports.read(stage);
      GetDeploymentResponse made = deployment(stage, deployment);
      // The export is the stage's: it is this deployment's only if the stage still has it.
      if (deployment(stage).equals(deployment)) {
        Served served =
            Served.of(
                stage,
                deployment,
                Optional.ofNullable(made.description()).orElse(""),
                made.createdDate().truncatedTo(ChronoUnit.SECONDS),
                document);
        known.put(stage, served);
        return served;
      }
    }
    throw new LockException(
        "The " + stage.label(),
        "it was given another deployment each time it was looked at.",
        "Look who deploys it; the next tick looks again.");
  }

  private String deployment(ApiStage stage) {
    String deployment = stages.read(stage).deploymentId();
    if (deployment == null || deployment.isEmpty()) {
      throw new LockException("The " + stage.label(), "it has no deployment.", "Deploy the API.");
    }
    return deployment;
  }

  /** Whether a share of its requests goes to another deployment than the stage's own. */
  boolean hasCanary(ApiStage stage) {
    return Stages.hasCanary(stages.read(stage).canarySettings());
  }

  private GetDeploymentResponse deployment(ApiStage stage, String id) {
    try {
      return apiGateway.getDeployment(
          request -> request.restApiId(stage.restApiId()).deploymentId(id));
    } catch (SdkException e) {
      throw AwsFailures.of(
          "The " + stage.label(),
          "apigateway:GET /restapis/" + stage.restApiId() + "/deployments/" + id,
          e);
    }
  }
}
