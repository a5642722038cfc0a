package io.originlock.lab.conformance;

import static io.originlock.lab.conformance.Survey.expect;
import static io.originlock.lab.conformance.Survey.expectRefusal;

import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;

/** Whether there are REST APIs, and where their stages answer. */
final class StageQuestions {
  private static final String PATH = "/open";

  private final Cloud cloud;
  private final ApiGatewayClient apiGateway;
  private StageUrl stages = StageUrl.EXECUTE_API;

  StageQuestions(Cloud cloud) {
    this.cloud = cloud;
    this.apiGateway = cloud.apiGateway();
  }

  /** The form of the URLs that stages answer at. */
  StageUrl askIn(Survey survey) {
    survey.ask(Capability.REST_APIS, this::makesDeploysAndDeletes);
    survey.ask(Capability.STAGES_ANSWER, this::answers);
    return stages;
  }

  private static String name() {
    return "c" + UUID.randomUUID().toString().substring(0, 8);
  }

  private static MockApi deployed(Cloud cloud) {
    MockApi api = new MockApi(cloud, name());
    api.method("GET", PATH, method -> method);
    api.deploy();
    return api;
  }

  private void makesDeploysAndDeletes() throws Exception {
    String id;
    try (MockApi api = deployed(cloud)) {
      id = api.id();
      expect("the id of a REST API", id, apiGateway.getRestApi(r -> r.restApiId(id)).id());
      expect(!stage(id).isEmpty(), "a stage has no deployment");
      expect(
          apiGateway
                  .getDeployment(r -> r.restApiId(id).deploymentId(stage(id)))
                  .createdDate()
                  .getEpochSecond()
              > 0,
          "a deployment has no date");
    }
    expectRefusal(
        "reading a deleted REST API",
        NotFoundException.class,
        () -> apiGateway.getRestApi(r -> r.restApiId(id)));
  }

  private String stage(String api) {
    return apiGateway.getStage(r -> r.restApiId(api).stageName(MockApi.STAGE)).deploymentId();
  }

  private void answers() throws Exception {
    Exception first = null;
    for (StageUrl form : StageUrl.values()) {
      try {
        answers(cloud.with(form));
        stages = form;
        return;
      } catch (RuntimeException | AssertionError e) {
        first = first == null ? new Survey.UnlikeAwsException(Survey.text(e)) : first;
      }
    }
    throw first;
  }

  private static void answers(Cloud reached) {
    try (MockApi api = deployed(reached)) {
      api.await("GET", PATH, Map.of(), 200);
      int nowhere = api.send("GET", "/nowhere", Map.of()).status();
      expect(nowhere >= 400, "a path that is not there is answered by " + nowhere);
    }
  }
}
