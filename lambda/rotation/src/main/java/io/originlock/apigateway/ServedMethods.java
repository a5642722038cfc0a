package io.originlock.apigateway;

import io.originlock.aws.ApiStage;
import io.originlock.model.LockException;
import io.originlock.survey.Method;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.GetStageResponse;

/**
 * The methods that a stage serves to viewers, preflights too; the lock's own probe methods are left
 * out. A change of an API's draft has no effect until it is deployed, so only the deployment that a
 * stage points to counts.
 */
public final class ServedMethods {
  private final Exports<List<Method>> exports;
  private final Set<String> probePaths;

  public ServedMethods(ApiGatewayClient apiGateway, Set<String> probePaths) {
    this.exports = new Exports<>(apiGateway, export -> ExportedMethods.of(export.document()));
    this.probePaths = Set.copyOf(probePaths);
  }

  /**
   * The methods of one stage; none without a deployment.
   *
   * @throws LockException if AWS fails
   */
  public List<Method> of(ApiStage stage, GetStageResponse deployed) {
    return deployed.deploymentId() == null
        ? List.of()
        : exports.read(stage, deployed.deploymentId()).stream()
            .filter(method -> !probePaths.contains(method.path()))
            .toList();
  }
}
