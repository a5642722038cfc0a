package io.originlock.apigateway;

import io.originlock.aws.ApiStage;
import io.originlock.aws.CustomDomains;
import io.originlock.aws.Looks;
import io.originlock.aws.WebAcls;
import io.originlock.survey.ApiFacts;
import io.originlock.survey.Scope;
import io.originlock.survey.Served;
import io.originlock.survey.StageFacts;
import io.originlock.survey.Survey;
import io.originlock.survey.Surveyor;
import io.originlock.survey.Target;
import io.originlock.survey.Unread.Part;
import io.originlock.survey.Unread.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/** Surveys the APIs of targets: what they serve, and what stands before and around them. */
public final class ApiSurveyor implements Surveyor {
  private final ApiGatewayClient apiGateway;
  private final ApiGatewayV2Client apiGatewayV2;
  private final WebAcls webAcls;
  private final String region;
  private final Exports<Served> exports;

  /**
   * @param region the targets', such as {@code eu-central-1}
   */
  public ApiSurveyor(
      ApiGatewayClient apiGateway,
      ApiGatewayV2Client apiGatewayV2,
      Wafv2Client waf,
      String region) {
    this.apiGateway = apiGateway;
    this.apiGatewayV2 = apiGatewayV2;
    this.webAcls = new WebAcls(waf);
    this.region = region;
    this.exports = new Exports<>(apiGateway, ExportedApi::of);
  }

  @Override
  public Survey survey(Scope scope) {
    Looks looks = new Looks();
    Set<String> ids = ids(scope);
    Apis apis = new Apis(apiGateway, looks);
    List<ApiFacts> facts = ids.stream().flatMap(id -> apis.read(id).stream()).toList();
    List<StageFacts> stages = stages(scope, looks);
    return new Survey(
        scope,
        List.of(),
        facts,
        stages,
        served(stages, looks),
        new Plans(apiGateway, region, looks).of(ids, scope.plan()),
        new DomainReader(new CustomDomains(apiGateway, apiGatewayV2), looks).of(ids),
        new StageWebAcls(webAcls, looks).of(stages),
        looks.unread());
  }

  /** Surveys what the APIs' stages serve and the web ACLs before them, and no more. */
  public Survey stages(Scope scope) {
    Looks looks = new Looks();
    List<StageFacts> stages = stages(scope, looks);
    return new Survey(
        scope,
        List.of(),
        List.of(),
        stages,
        served(stages, looks),
        List.of(),
        List.of(),
        new StageWebAcls(webAcls, looks).of(stages),
        looks.unread());
  }

  private static Set<String> ids(Scope scope) {
    return scope.targets().stream()
        .map(Target.Stage::restApiId)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private List<StageFacts> stages(Scope scope, Looks looks) {
    ApiStages reader = new ApiStages(apiGateway, region, looks);
    return ids(scope).stream().flatMap(id -> reader.of(id).stream()).toList();
  }

  /** Stages of one deployment serve the same: it is read of the first. */
  private List<Served> served(List<StageFacts> stages, Looks looks) {
    Map<String, StageFacts> byDeployment = new LinkedHashMap<>();
    for (StageFacts stage : stages) {
      stage
          .deployment()
          .ifPresent(id -> byDeployment.putIfAbsent(stage.stage().restApiId() + "/" + id, stage));
    }
    List<Served> served = new ArrayList<>();
    for (StageFacts stage : byDeployment.values()) {
      String deployment = stage.deployment().orElseThrow();
      ApiStage id = new ApiStage(stage.stage().restApiId(), stage.stage().stage());
      looks
          .at(Part.SERVED, stage.label(), () -> exports.read(id, deployment))
          .ifPresent(
              read -> {
                if (read.deployment().equals(deployment)) {
                  served.add(read);
                } else {
                  moved(stage, looks);
                }
              });
    }
    return served;
  }

  private static void moved(StageFacts stage, Looks looks) {
    looks.note(
        Part.SERVED,
        stage.label(),
        Reason.BUSY,
        "It was given another deployment while it was looked at.",
        "Look again.");
  }
}
