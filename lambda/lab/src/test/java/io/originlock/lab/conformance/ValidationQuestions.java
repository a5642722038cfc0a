package io.originlock.lab.conformance;

import static io.originlock.lab.conformance.MockApi.patch;
import static io.originlock.lab.conformance.Survey.expect;
import static io.originlock.lab.conformance.Survey.expectRefusal;
import static io.originlock.lab.conformance.ValidatedApi.PARAMETER;
import static io.originlock.lab.conformance.ValidatedApi.PATCHED;

import io.originlock.lab.conformance.Cloud.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.BadRequestException;
import software.amazon.awssdk.services.apigateway.model.CreateDeploymentResponse;
import software.amazon.awssdk.services.apigateway.model.Deployment;
import software.amazon.awssdk.services.apigateway.model.GatewayResponse;
import software.amazon.awssdk.services.apigateway.model.Method;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.Resource;
import software.amazon.awssdk.services.apigateway.model.Stage;

/**
 * What is asked of drafts, deployments and request validation, all of one API: it is deployed first
 * as it is, then with a header that is required.
 */
final class ValidationQuestions {
  private static final int PAGE = 500;
  private static final String HEADER = "x-conformance-required";
  private static final String LATER = "/later";
  private static final String OTHER = "x-conformance-other";
  private static final Map<String, String> SENT = Map.of(HEADER, "1");

  private final Cloud cloud;
  private final ApiGatewayClient apiGateway;
  private final Undo undo = new Undo();
  private ValidatedApi api;

  ValidationQuestions(Cloud cloud) {
    this.cloud = cloud;
    this.apiGateway = cloud.apiGateway();
  }

  void askIn(Survey survey) {
    survey.ask(Capability.DRAFTS, this::keepsDrafts);
    survey.ask(Capability.METHODS_EMBEDDED, this::embedsMethods);
    survey.ask(Capability.METHOD_PATCHES, this::patchesMethods);
    survey.ask(Capability.DEPLOYMENTS, this::keepsDeployments);
    survey.ask(Capability.STAGE_MOVES, this::movesStages);
    survey.ask(Capability.LIVE_DEPLOYMENTS_STAY, this::refusesToDeleteLive);
    survey.ask(Capability.DEPLOYMENTS_FROZEN, this::servesWhatWasDeployed);
    survey.ask(Capability.VALIDATION, this::refusesWithoutHeader);
    survey.ask(Capability.VALIDATION_OF_BLANKS, this::refusesBlanks);
    survey.ask(Capability.VALIDATION_BY_LETTERS, this::refusesOtherLetters);
    survey.ask(Capability.REFUSALS_BY_TEMPLATE, this::answersByTemplate);
    new ExportQuestions(cloud, () -> api).askIn(survey);
    survey.seen(undo::close);
  }

  private void keepsDrafts() {
    api = new ValidatedApi(cloud);
    undo.later(api::close);
    expect(api.method().requestValidatorId() != null, "a method does not keep its validator");
    expect("a method's parameters", Map.of(PARAMETER, false), api.parameters());
    expect(
        apiGateway.getRequestValidators(r -> r.restApiId(api.id()).limit(PAGE)).items().stream()
            .anyMatch(
                each ->
                    each.id().equals(api.method().requestValidatorId())
                        && each.validateRequestParameters()),
        "an API does not list its validator");
    expect(
        "the template of a gateway response",
        List.of(ValidatedApi.REFUSAL),
        apiGateway.getGatewayResponses(r -> r.restApiId(api.id()).limit(PAGE)).items().stream()
            .filter(each -> "BAD_REQUEST_PARAMETERS".equals(each.responseTypeAsString()))
            .map(GatewayResponse::responseTemplates)
            .map(templates -> templates.get("application/json"))
            .toList());
    apiGateway.getModels(r -> r.restApiId(api.id()).limit(PAGE)).items();
    apiGateway.getAuthorizers(r -> r.restApiId(api.id()).limit(PAGE)).items();
  }

  private void embedsMethods() {
    Method get =
        resources().stream()
            .filter(each -> "/pets".equals(each.path()))
            .flatMap(each -> Optional.ofNullable(each.resourceMethods().get("GET")).stream())
            .findFirst()
            .orElseThrow(() -> new Survey.UnlikeAwsException("GET /pets is not shown"));
    expect("the verb of GET /pets", "GET", get.httpMethod());
    expect("its validator", api.method().requestValidatorId(), get.requestValidatorId());
    expect("its parameters", api.parameters(), get.requestParameters());
    expect(get.methodResponses().containsKey("200"), "it shows no response");
    expect(get.methodIntegration() != null, "it shows no integration");
    expect("the type of its integration", "MOCK", get.methodIntegration().typeAsString());
    expect(
        get.methodIntegration().integrationResponses().containsKey("200"),
        "its integration shows no response");
  }

  private List<Resource> resources() {
    return apiGateway
        .getResourcesPaginator(r -> r.restApiId(api.id()).limit(PAGE).embed("methods"))
        .items()
        .stream()
        .toList();
  }

  private void patchesMethods() {
    api.requireInDraft(OTHER);
    expect("a method's parameters", parameters(OTHER), api.parameters());
    api.patch(patch(Op.REMOVE, PATCHED + OTHER, null), patch(Op.ADD, PATCHED + HEADER, "true"));
    expect("a method's parameters", parameters(HEADER), api.parameters());
    expect(api.method().requestValidatorId() != null, "a patch takes a method's validator away");
    api.patch(patch(Op.REMOVE, PATCHED + HEADER, null));
    expect("a method's parameters", Map.of(PARAMETER, false), api.parameters());
  }

  private static Map<String, Boolean> parameters(String required) {
    return Map.of(PARAMETER, false, "method.request.header." + required, true);
  }

  private CreateDeploymentResponse deployment(String description) {
    return apiGateway.createDeployment(r -> r.restApiId(api.id()).description(description));
  }

  private void keepsDeployments() {
    String before = api.served();
    CreateDeploymentResponse made = deployment("somebody's");
    expect(made.createdDate() != null, "a deployment does not tell when it was made");
    expect("the deployment of the stage", before, api.served());
    expect(
        "its description",
        "somebody's",
        apiGateway.getDeployment(r -> r.restApiId(api.id()).deploymentId(made.id())).description());
    expect(
        "its description in a list",
        List.of("somebody's"),
        deployments(made.id()).stream().map(Deployment::description).toList());
    expect(
        deployments(made.id()).get(0).createdDate() != null,
        "a list does not tell when it was made");
    apiGateway.deleteDeployment(r -> r.restApiId(api.id()).deploymentId(made.id()));
    expect("a deleted deployment", List.of(), deployments(made.id()));
  }

  private List<Deployment> deployments(String id) {
    return apiGateway
        .getDeploymentsPaginator(r -> r.restApiId(api.id()).limit(PAGE))
        .items()
        .stream()
        .filter(each -> id.equals(each.id()))
        .toList();
  }

  private void movesStages() {
    String before = api.served();
    String made = deployment("moved to").id();
    move(made);
    expect("the deployment of the stage", made, api.served());
    expect(
        "the deployment in a list of stages",
        List.of(made),
        apiGateway.getStages(r -> r.restApiId(api.id())).item().stream()
            .map(Stage::deploymentId)
            .toList());
    move(before);
    expect("the deployment of the stage", before, api.served());
  }

  private void move(String deployment) {
    apiGateway.updateStage(
        r ->
            r.restApiId(api.id())
                .stageName(MockApi.STAGE)
                .patchOperations(patch(Op.REPLACE, "/deploymentId", deployment)));
  }

  private void refusesToDeleteLive() throws Exception {
    String before = api.served();
    String live = deployment("served").id();
    move(live);
    try {
      expectRefusal(
          "deleting what a stage serves",
          BadRequestException.class,
          () -> apiGateway.deleteDeployment(r -> r.restApiId(api.id()).deploymentId(live)));
      expect("what a stage serves", 1, deployments(live).size());
    } finally {
      move(before);
    }
  }

  private void servesWhatWasDeployed() {
    api.awaitDeployed();
    String before = api.served();
    api.draft(LATER);
    String made = deployment("with another method").id();
    api.awaitDeployed();
    for (int i = 0; i < 8; i++) {
      int early = api.send(LATER, Map.of()).status();
      expect(early >= 400, "a method answers " + early + " before a stage was moved to it");
    }
    move(made);
    api.await("GET", LATER, Map.of(), 200);
    move(before);
    api.awaitRefusal(LATER, Map.of());
  }

  private void refusesWithoutHeader() {
    api.requireInDraft(HEADER);
    move(deployment("with a required header").id());
    api.await("GET", "/pets", Map.of(), 403);
    api.await("GET", "/pets", Map.of(OTHER, "1"), 403);
    api.await("GET", "/pets", SENT, 200);
    api.await("OPTIONS", "/pets", Map.of(), 200);
  }

  private void refusesBlanks() {
    expect("the answer to an empty header", 403, api.get(Map.of(HEADER, "")).status());
    expect("the answer to a blank header", 403, api.get(Map.of(HEADER, " ")).status());
  }

  private void refusesOtherLetters() {
    expect(
        "the answer to a header in capitals",
        403,
        api.get(Map.of(HEADER.toUpperCase(Locale.ROOT), "1")).status());
  }

  private void answersByTemplate() {
    expect("a refusal", new Answer(403, ValidatedApi.REFUSAL), api.get(Map.of()));
  }
}
