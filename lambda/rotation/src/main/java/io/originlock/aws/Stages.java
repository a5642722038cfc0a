package io.originlock.aws;

import io.originlock.engine.LockException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.GetStageResponse;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;

/** Reads the stages that a lock protects. */
public final class Stages {
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

  /** What to say of a stage, or of its API, that is not there. */
  public static LockException missing(String resource) {
    return new LockException(
        resource,
        "it does not exist in this account and region.",
        "Correct ORIGIN_LOCK_STAGES, or deploy the API.");
  }
}
