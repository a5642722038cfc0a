package io.originlock.apikey;

import io.originlock.aws.ApiStage;
import io.originlock.aws.AwsFailures;
import io.originlock.engine.LockException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKeySourceType;
import software.amazon.awssdk.services.apigateway.model.GetStageResponse;
import software.amazon.awssdk.services.apigateway.model.MethodSnapshot;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;

/**
 * What the deployed snapshots of the lock's stages demand. A change of {@code apiKeyRequired} in
 * the draft of an API has no effect until it is deployed, so only the deployment that a stage
 * points to counts.
 */
final class DeployedMethods {
  private final ApiGatewayClient apiGateway;
  private final List<ApiStage> stages;
  private final Set<String> probePaths;

  DeployedMethods(ApiGatewayClient apiGateway, List<ApiStage> stages, Set<String> probePaths) {
    this.apiGateway = apiGateway;
    this.stages = List.copyOf(stages);
    this.probePaths = Set.copyOf(probePaths);
  }

  /**
   * @param all how many methods there are, without the probe's and without OPTIONS
   * @param open those of them that need no key
   * @param warnings what keeps a key from being looked at
   */
  record Reading(int all, List<String> open, List<String> warnings) {}

  /**
   * @throws LockException if an API or a stage does not exist
   */
  Reading read() {
    int all = 0;
    List<String> open = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    Set<String> apis = new HashSet<>();
    for (ApiStage stage : stages) {
      if (apis.add(stage.restApiId())) {
        checkKeySource(stage.restApiId(), warnings);
      }
      GetStageResponse deployed = stage(stage);
      if (deployed.canarySettings() != null && deployed.canarySettings().deploymentId() != null) {
        warnings.add(
            "The "
                + stage.label()
                + " has a canary; its deployment is not looked at, and may let requests without a"
                + " key through.");
      }
      if (deployed.deploymentId() == null) {
        warnings.add("The " + stage.label() + " has no deployment.");
        continue;
      }
      for (Map.Entry<String, Map<String, MethodSnapshot>> path : summary(stage, deployed)) {
        if (probePaths.contains(path.getKey())) {
          continue;
        }
        for (Map.Entry<String, MethodSnapshot> method : new TreeMap<>(path.getValue()).entrySet()) {
          if (method.getKey().equalsIgnoreCase("OPTIONS")) {
            continue;
          }
          all++;
          if (!Boolean.TRUE.equals(method.getValue().apiKeyRequired())) {
            open.add(stage.stage() + ": " + method.getKey() + " " + path.getKey());
          }
        }
      }
    }
    return new Reading(all, open, warnings);
  }

  private void checkKeySource(String api, List<String> warnings) {
    try {
      ApiKeySourceType source =
          apiGateway.getRestApi(request -> request.restApiId(api)).apiKeySource();
      if (source != null && source != ApiKeySourceType.HEADER) {
        warnings.add(
            "REST API "
                + api
                + " takes its API keys from "
                + source
                + ", so the header that CloudFront sends is not looked at; set its apiKeySource to"
                + " HEADER and deploy it.");
      }
    } catch (NotFoundException e) {
      throw missing("REST API " + api);
    } catch (SdkException e) {
      throw AwsFailures.of("REST API " + api, "apigateway:GET /restapis/" + api, e);
    }
  }

  private GetStageResponse stage(ApiStage stage) {
    try {
      return apiGateway.getStage(
          request -> request.restApiId(stage.restApiId()).stageName(stage.stage()));
    } catch (NotFoundException e) {
      throw missing(resource(stage));
    } catch (SdkException e) {
      throw AwsFailures.of(
          resource(stage),
          "apigateway:GET /restapis/" + stage.restApiId() + "/stages/" + stage.stage(),
          e);
    }
  }

  private Set<Map.Entry<String, Map<String, MethodSnapshot>>> summary(
      ApiStage stage, GetStageResponse deployed) {
    try {
      return new TreeMap<>(
              apiGateway
                  .getDeployment(
                      request ->
                          request
                              .restApiId(stage.restApiId())
                              .deploymentId(deployed.deploymentId())
                              .embed("apisummary"))
                  .apiSummary())
          .entrySet();
    } catch (SdkException e) {
      throw AwsFailures.of(
          resource(stage),
          "apigateway:GET /restapis/"
              + stage.restApiId()
              + "/deployments/"
              + deployed.deploymentId(),
          e);
    }
  }

  private static String resource(ApiStage stage) {
    return "Stage " + stage.stage() + " of REST API " + stage.restApiId();
  }

  private static LockException missing(String resource) {
    return new LockException(
        resource,
        "it does not exist in this account and region.",
        "Correct ORIGIN_LOCK_STAGES, or deploy the API.");
  }
}
