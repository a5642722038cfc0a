package io.originlock.aws;

import io.originlock.model.LockException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.CanarySettings;
import software.amazon.awssdk.services.apigateway.model.GetStageResponse;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;

/** Reads the stages that a lock protects. */
public final class Stages {
  /** What to do about a canary; promoting an older one would bring back what it demands. */
  public static final String CANARY_REMEDY =
      "take the canary's traffic to 0 %, or delete the canary; promote it only if it was deployed"
          + " after the lock's last deployment";

  private final ApiGatewayClient apiGateway;

  public Stages(ApiGatewayClient apiGateway) {
    this.apiGateway = apiGateway;
  }

  /**
   * @throws LockException if there is no such stage, or AWS fails
   */
  public GetStageResponse read(ApiStage stage) {
    String resource = "Stage " + stage.stage() + " of REST API " + stage.restApiId();
    try {
      return apiGateway.getStage(
          request -> request.restApiId(stage.restApiId()).stageName(stage.stage()));
    } catch (NotFoundException e) {
      throw missing(resource);
    } catch (SdkException e) {
      throw AwsFailures.of(
          resource,
          "apigateway:GET /restapis/" + stage.restApiId() + "/stages/" + stage.stage(),
          e);
    }
  }

  /**
   * Whether a share of a stage's requests goes to another deployment than its own. A canary that
   * was promoted stays with its deployment and 0 % (recorded), and counts as none.
   */
  public static boolean hasCanary(CanarySettings canary) {
    return canary != null
        && canary.deploymentId() != null
        && !Double.valueOf(0).equals(canary.percentTraffic());
  }

  /** What keeps methods of a stage from being seen in its deployment. */
  public static List<String> unseen(ApiStage stage, GetStageResponse read) {
    List<String> warnings = new ArrayList<>();
    if (hasCanary(read.canarySettings())) {
      warnings.add(
          "The "
              + stage.label()
              + " has a canary; its deployment is not looked at, and may let requests without a"
              + " secret through.");
    }
    if (read.deploymentId() == null) {
      warnings.add("The " + stage.label() + " has no deployment.");
    }
    return warnings;
  }

  /** What to say of a stage, or of its API, that is not there. */
  public static LockException missing(String resource) {
    return new LockException(
        resource,
        "it does not exist in this account and region.",
        "Correct ORIGIN_LOCK_STAGES, or deploy the API.");
  }
}
