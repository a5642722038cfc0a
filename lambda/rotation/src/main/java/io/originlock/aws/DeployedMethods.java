package io.originlock.aws;

import io.originlock.model.LockException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.GetStageResponse;
import software.amazon.awssdk.services.apigateway.model.MethodSnapshot;

/**
 * The methods in the deployed snapshots of the lock's stages. A change of {@code apiKeyRequired} in
 * the draft of an API has no effect until it is deployed, so only the deployment that a stage
 * points to counts. OPTIONS methods are left out, because a browser's preflight can carry no secret
 * and no API demands one there; so are the lock's own probe methods.
 */
public final class DeployedMethods {
  private final ApiGatewayClient apiGateway;
  private final Stages reader;
  private final List<ApiStage> stages;
  private final Set<String> probePaths;

  public DeployedMethods(
      ApiGatewayClient apiGateway, List<ApiStage> stages, Set<String> probePaths) {
    this.apiGateway = apiGateway;
    this.reader = new Stages(apiGateway);
    this.stages = List.copyOf(stages);
    this.probePaths = Set.copyOf(probePaths);
  }

  /** The same of these stages. */
  public DeployedMethods at(List<ApiStage> others) {
    return new DeployedMethods(apiGateway, others, probePaths);
  }

  /** A deployed method, and whether it demands an API key. */
  public record Method(ApiStage stage, String verb, String path, boolean keyRequired) {

    /** As {@link io.originlock.port.Inspection#openMethods()} has it. */
    public String label() {
      return stage.stage() + ": " + verb + " " + path;
    }
  }

  /**
   * @param methods in the order of the stages, paths and verbs
   * @param warnings what keeps a method from being seen here
   */
  public record Reading(List<Method> methods, List<String> warnings) {}

  /**
   * @throws LockException if a stage does not exist, or AWS fails
   */
  public Reading read() {
    List<Method> methods = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (ApiStage stage : stages) {
      GetStageResponse deployed = reader.read(stage);
      warnings.addAll(Stages.unseen(stage, deployed));
      methods.addAll(of(stage, deployed));
    }
    return new Reading(List.copyOf(methods), List.copyOf(warnings));
  }

  /**
   * The methods that one stage serves; none without a deployment.
   *
   * @throws LockException if AWS fails
   */
  public List<Method> of(ApiStage stage, GetStageResponse deployed) {
    List<Method> methods = new ArrayList<>();
    if (deployed.deploymentId() == null) {
      return methods;
    }
    summary(stage, deployed.deploymentId())
        .forEach(
            (path, verbs) -> {
              if (!probePaths.contains(path)) {
                new TreeMap<>(verbs)
                    .forEach(
                        (verb, method) ->
                            methods.add(
                                new Method(
                                    stage,
                                    verb,
                                    path,
                                    Boolean.TRUE.equals(method.apiKeyRequired()))));
              }
            });
    methods.removeIf(method -> method.verb().equalsIgnoreCase("OPTIONS"));
    return methods;
  }

  private TreeMap<String, Map<String, MethodSnapshot>> summary(ApiStage stage, String deployment) {
    try {
      return new TreeMap<>(
          apiGateway
              .getDeployment(
                  request ->
                      request
                          .restApiId(stage.restApiId())
                          .deploymentId(deployment)
                          .embed("apisummary"))
              .apiSummary());
    } catch (SdkException e) {
      throw AwsFailures.of(
          "Stage " + stage.stage() + " of REST API " + stage.restApiId(),
          "apigateway:GET /restapis/" + stage.restApiId() + "/deployments/" + deployment,
          e);
    }
  }
}
