package io.originlock.apigateway;

import io.originlock.aws.AwsFailures;
import io.originlock.aws.Looks;
import io.originlock.aws.Stages;
import io.originlock.survey.StageFacts;
import io.originlock.survey.StageFacts.AccessLog;
import io.originlock.survey.StageFacts.Canary;
import io.originlock.survey.StageFacts.Level;
import io.originlock.survey.StageFacts.MethodSettings;
import io.originlock.survey.Target;
import io.originlock.survey.Throttle;
import io.originlock.survey.Unread.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.AccessLogSettings;
import software.amazon.awssdk.services.apigateway.model.CanarySettings;
import software.amazon.awssdk.services.apigateway.model.MethodSetting;
import software.amazon.awssdk.services.apigateway.model.Stage;

/** Reads all stages of a REST API, by one call. */
final class ApiStages {
  private final ApiGatewayClient apiGateway;
  private final String region;
  private final Looks looks;

  ApiStages(ApiGatewayClient apiGateway, String region, Looks looks) {
    this.apiGateway = apiGateway;
    this.region = region;
    this.looks = looks;
  }

  List<StageFacts> of(String restApiId) {
    String place = "stages of REST API " + restApiId;
    return looks
        .at(
            Part.STAGES,
            place,
            () -> {
              try {
                return apiGateway.getStages(request -> request.restApiId(restApiId)).item();
              } catch (SdkException e) {
                throw AwsFailures.of(place, "apigateway:GET /restapis/" + restApiId + "/stages", e);
              }
            })
        .orElse(List.of())
        .stream()
        .map(stage -> facts(restApiId, stage))
        .toList();
  }

  private StageFacts facts(String restApiId, Stage stage) {
    return new StageFacts(
        new Target.Stage(region, restApiId, stage.stageName()),
        some(stage.deploymentId()),
        Boolean.TRUE.equals(stage.cacheClusterEnabled()),
        stage.variables().keySet().stream().sorted().toList(),
        methods(stage.methodSettings()),
        accessLog(stage.accessLogSettings()),
        some(stage.webAclArn()),
        canary(stage.canarySettings()));
  }

  private static Optional<String> some(String text) {
    return Optional.ofNullable(text).filter(told -> !told.isBlank());
  }

  private static Map<String, MethodSettings> methods(Map<String, MethodSetting> told) {
    Map<String, MethodSettings> methods = new HashMap<>();
    told.forEach((key, setting) -> methods.put(label(key), settings(setting)));
    return methods;
  }

  /** {@code ~1pets~1{id}/GET} is {@code GET /pets/{id}}, and {@code *}{@code /*} all methods. */
  private static String label(String key) {
    int slash = key.lastIndexOf('/');
    String path = key.substring(0, Math.max(slash, 0)).replace("~1", "/");
    return key.substring(slash + 1) + " " + path;
  }

  private static MethodSettings settings(MethodSetting setting) {
    return new MethodSettings(
        throttle(setting.throttlingRateLimit(), setting.throttlingBurstLimit()),
        level(setting.loggingLevel()),
        Boolean.TRUE.equals(setting.dataTraceEnabled()),
        Boolean.TRUE.equals(setting.cachingEnabled()));
  }

  private static Level level(String told) {
    return List.of(Level.values()).stream()
        .filter(level -> level.name().equals(told))
        .findFirst()
        .orElse(Level.OFF);
  }

  /** Terraform writes -1 for none. */
  private static Optional<Throttle> throttle(Double rate, Integer burst) {
    return rate == null || burst == null || rate < 0 || burst < 0
        ? Optional.empty()
        : Optional.of(new Throttle(rate, burst));
  }

  private static Optional<AccessLog> accessLog(AccessLogSettings told) {
    return told == null
        ? Optional.empty()
        : some(told.format())
            .map(
                format ->
                    new AccessLog(Optional.ofNullable(told.destinationArn()).orElse(""), format));
  }

  private static Optional<Canary> canary(CanarySettings told) {
    return Stages.hasCanary(told)
        ? Optional.of(
            new Canary(
                // One that names no share may get all.
                told.percentTraffic() == null ? 100 : told.percentTraffic(), told.deploymentId()))
        : Optional.empty();
  }
}
