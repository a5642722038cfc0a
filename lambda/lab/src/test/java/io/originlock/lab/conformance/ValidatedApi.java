package io.originlock.lab.conformance;

import static java.time.temporal.ChronoUnit.SECONDS;

import io.originlock.aws.ApiStage;
import io.originlock.lab.Eventually;
import io.originlock.lab.conformance.Cloud.Answer;
import io.originlock.model.Header;
import io.originlock.model.Secret;
import io.originlock.port.Gate;
import io.originlock.port.Pause;
import io.originlock.validation.GateSteps;
import io.originlock.validation.ProtectedMethods;
import io.originlock.validation.RequestValidationGate;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.Deployment;
import software.amazon.awssdk.services.apigateway.model.GetMethodResponse;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.apigateway.model.PutMethodRequest;

/**
 * A REST API of a test's own whose methods have a validator, as the module makes it: {@code GET
 * /pets} with a parameter of its own, the probe, and {@code OPTIONS /pets}. Its refusal for want of
 * a parameter is a constant 403.
 */
final class ValidatedApi implements AutoCloseable {
  static final String PARAMETER = "method.request.querystring.kind";

  /** The body of its refusals. */
  static final String REFUSAL = "{\"message\":\"Forbidden\"}";

  /** Where a patch finds the headers of a method. */
  static final String PATCHED = "/requestParameters/method.request.header.";

  static final String PROBE = "/origin-lock-probe";

  /** A lab without limits, and LocalStack, need no pace. */
  private static final Pause AT_ONCE = duration -> {};

  private final Cloud cloud;
  private final ApiGatewayClient apiGateway;
  private final String lock = "c" + UUID.randomUUID().toString().substring(0, 8);
  private final Undo undo = new Undo();
  private final MockApi api;
  private final String validator;

  /** Deploys it; {@link #awaitDeployed()} waits until it answers. */
  ValidatedApi(Cloud cloud) {
    this.cloud = cloud;
    this.apiGateway = cloud.apiGateway();
    this.api = new MockApi(cloud, lock);
    undo.later(api::close);
    this.validator = undo.unlessMade(this::deployed);
  }

  private String deployed() {
    String made =
        apiGateway
            .createRequestValidator(
                r -> r.restApiId(api.id()).name(lock).validateRequestParameters(true))
            .id();
    apiGateway.putGatewayResponse(
        r ->
            r.restApiId(api.id())
                .responseType("BAD_REQUEST_PARAMETERS")
                .statusCode("403")
                .responseTemplates(Map.of("application/json", REFUSAL)));
    api.method(
        "GET",
        "/pets",
        method -> method.requestValidatorId(made).requestParameters(Map.of(PARAMETER, false)));
    api.method("GET", PROBE, method -> method.requestValidatorId(made));
    api.method("OPTIONS", "/pets", method -> method);
    api.deploy();
    return made;
  }

  /** Waits until it answers, which it does to requests without a header. */
  void awaitDeployed() {
    api.await("GET", "/pets", Map.of(), 200);
  }

  String id() {
    return api.id();
  }

  /** The name of the API's lock. */
  String lock() {
    return lock;
  }

  ApiStage stage() {
    return new ApiStage(api.id(), MockApi.STAGE);
  }

  /** The gate's steps that look at no export. */
  GateSteps steps() {
    return new GateSteps(cloud.worker().patchingApiGateway(), lock, Set.of(PROBE), AT_ONCE);
  }

  /** The worker's gate for this API. */
  Gate gate() {
    return new RequestValidationGate(
        cloud.worker().patchingApiGateway(),
        lock,
        List.of(stage()),
        new ProtectedMethods(Optional.empty(), Set.of(PROBE)),
        false,
        new SecureRandom(),
        Clock.systemUTC(),
        System::nanoTime,
        AT_ONCE);
  }

  /** The id of a resource right below the root. */
  String resource(String path) {
    return api.resource(path);
  }

  /** Adds a method to the draft, as its owner would, and deploys nothing. */
  void draft(String path) {
    draft("GET", path, method -> method);
  }

  /** The same with more said of it. */
  void draft(String verb, String path, UnaryOperator<PutMethodRequest.Builder> more) {
    api.method(verb, path, method -> more.apply(method.requestValidatorId(validator)));
  }

  void deploy() {
    api.deploy();
  }

  /** Makes the draft of {@code GET /pets} require a header. */
  void requireInDraft(String header) {
    patch(MockApi.patch(Op.ADD, PATCHED + header, "true"));
  }

  /** Changes the draft of {@code GET /pets}. */
  void patch(PatchOperation... changes) {
    apiGateway.updateMethod(
        r ->
            r.restApiId(api.id())
                .resourceId(api.resource("/pets"))
                .httpMethod("GET")
                .patchOperations(changes));
  }

  /** The draft of {@code GET /pets}. */
  GetMethodResponse method() {
    return apiGateway.getMethod(
        r -> r.restApiId(api.id()).resourceId(api.resource("/pets")).httpMethod("GET"));
  }

  /** What the draft of {@code GET /pets} declares. */
  Map<String, Boolean> parameters() {
    return method().requestParameters();
  }

  Answer get(Map<String, String> headers) {
    return send("/pets", headers);
  }

  Answer send(String path, Map<String, String> headers) {
    return api.send("GET", path, headers);
  }

  void await(String verb, String path, Map<String, String> headers, int status) {
    api.await(verb, path, headers, status);
  }

  void awaitRefusal(String path, Map<String, String> headers) {
    api.awaitRefusal(path, headers);
  }

  /** The deployment that its stage serves. */
  String served() {
    return apiGateway.getStage(r -> r.restApiId(api.id()).stageName(MockApi.STAGE)).deploymentId();
  }

  /** The lock's own deployments, by their descriptions. */
  List<String> ownDeployments() {
    return apiGateway.getDeployments(r -> r.restApiId(api.id())).items().stream()
        .map(Deployment::description)
        .filter(description -> description != null && description.contains(lock))
        .toList();
  }

  /** Waits until another deployment is newer: AWS tells their times in whole seconds. */
  void awaitAnotherSecond() {
    Instant newest =
        apiGateway.getDeployments(r -> r.restApiId(api.id())).items().stream()
            .map(Deployment::createdDate)
            .max(Instant::compareTo)
            .orElseThrow();
    Eventually.await(
        "the next second", () -> Instant.now().isAfter(newest.truncatedTo(SECONDS).plusSeconds(1)));
  }

  /** A secret as its gate makes them, by the number of its id. */
  Secret secret(int id) {
    return TestSecrets.secret(gate(), id);
  }

  /** The name of the one header that CloudFront would add for a secret. */
  String header(Secret secret) {
    return headers(gate(), secret).keySet().iterator().next();
  }

  /** The headers that CloudFront would add for these secrets. */
  static Map<String, String> headers(Gate gate, Secret... secrets) {
    return gate.present(List.of(secrets)).stream()
        .collect(Collectors.toMap(Header::name, Header::value));
  }

  @Override
  public void close() {
    undo.close();
  }
}
