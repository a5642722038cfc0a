package io.originlock.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.aws.ApiStage;
import io.originlock.aws.AwsFailures;
import io.originlock.aws.StageExport;
import io.originlock.aws.Stages;
import io.originlock.aws.WebAcls;
import io.originlock.model.LockException;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.Stage;

/** Reads every stage of an API. */
final class StageReader {
  static final String WEB_ACL_REMEDY = "Associate a web ACL of scope REGIONAL with the stage.";

  private final ApiGatewayClient apiGateway;
  private final StageExport exports;
  private final WebAcls webAcls;

  StageReader(ApiGatewayClient apiGateway, WebAcls webAcls) {
    this.apiGateway = apiGateway;
    this.exports = new StageExport(apiGateway);
    this.webAcls = webAcls;
  }

  /**
   * @throws LockException if there is no such API, or AWS fails
   */
  List<DeployedStage> of(String restApiId) {
    List<Stage> stages;
    try {
      stages = apiGateway.getStages(request -> request.restApiId(restApiId)).item();
    } catch (NotFoundException e) {
      throw Stages.missing("REST API " + restApiId);
    } catch (SdkException e) {
      throw AwsFailures.of(
          "REST API " + restApiId, "apigateway:GET /restapis/" + restApiId + "/stages", e);
    }
    return stages.stream()
        .filter(stage -> stage.deploymentId() != null)
        .map(stage -> deployed(new ApiStage(restApiId, stage.stageName()), stage))
        .toList();
  }

  private DeployedStage deployed(ApiStage id, Stage stage) {
    JsonNode document = exports.read(id);
    return new DeployedStage(
        id,
        stage,
        document,
        ExportedMethods.of(document),
        webAcls.of(stage.webAclArn(), WEB_ACL_REMEDY));
  }
}
