package io.originlock.lab.conformance;

import static java.time.temporal.ChronoUnit.SECONDS;

import io.originlock.aws.ApiStage;
import io.originlock.engine.Gate;
import io.originlock.engine.Header;
import io.originlock.engine.Pause;
import io.originlock.engine.Secret;
import io.originlock.lab.conformance.Cloud.Answer;
import io.originlock.lab.control.Eventually;
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
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PutMethodRequest;

/**
 * A REST API of a test's own whose methods have a validator, as the module makes it: {@code GET
 * /pets} with a parameter of its own, the probe, and {@code OPTIONS /pets}. Its refusal for want of
 * a parameter is a constant 403.
 */
final class ValidatedApi implements AutoCloseable {
  static final String PARAMETER = "method.request.querystring.kind";
  private static final String PROBE = "/origin-lock-probe";

  /** A lab without limits, and LocalStack, need no pace. */
  private static final Pause AT_ONCE = duration -> {};

  private final Cloud cloud;
  private final ApiGatewayClient apiGateway;
  private final String lock = "c" + UUID.randomUUID().toString().substring(0, 8);
  private final MockApi api;
  private final String validator;

  ValidatedApi(Cloud cloud) {
    this.cloud = cloud;
    this.apiGateway = cloud.apiGateway();
    this.api = new MockApi(cloud, lock);
    this.validator =
        apiGateway
            .createRequestValidator(
                r -> r.restApiId(api.id()).name(lock).validateRequestParameters(true))
            .id();
    apiGateway.putGatewayResponse(
        r ->
            r.restApiId(api.id())
                .responseType("BAD_REQUEST_PARAMETERS")
                .statusCode("403")
                .responseTemplates(Map.of("application/json", "{\"message\":\"Forbidden\"}")));
    api.method(
        "GET",
        "/pets",
        method -> method.requestValidatorId(validator).requestParameters(Map.of(PARAMETER, false)));
    api.method("GET", PROBE, method -> method.requestValidatorId(validator));
    api.method("OPTIONS", "/pets", method -> method);
    api.deploy();
    api.await("GET", "/pets", Map.of(), 200);
  }

  /** The worker's gate for this API. */
  Gate gate() {
    return new RequestValidationGate(
        cloud.worker().patchingApiGateway(),
        lock,
        List.of(new ApiStage(api.id(), MockApi.STAGE)),
        new ProtectedMethods(Optional.empty(), Set.of(PROBE)),
        false,
        new SecureRandom(),
        Clock.systemUTC(),
        AT_ONCE);
  }

  String id() {
    return api.id();
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
    apiGateway.updateMethod(
        r ->
            r.restApiId(api.id())
                .resourceId(api.resource("/pets"))
                .httpMethod("GET")
                .patchOperations(
                    MockApi.patch(
                        Op.ADD, "/requestParameters/method.request.header." + header, "true")));
  }

  /** What the draft of {@code GET /pets} declares. */
  Map<String, Boolean> parameters() {
    return apiGateway
        .getMethod(r -> r.restApiId(api.id()).resourceId(api.resource("/pets")).httpMethod("GET"))
        .requestParameters();
  }

  Answer get(Map<String, String> headers) {
    return api.send("GET", "/pets", headers);
  }

  void await(String verb, String path, Map<String, String> headers, int status) {
    api.await(verb, path, headers, status);
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

  /** The headers that CloudFront would add for these secrets. */
  static Map<String, String> headers(Gate gate, Secret... secrets) {
    return gate.present(List.of(secrets)).stream()
        .collect(Collectors.toMap(Header::name, Header::value));
  }

  @Override
  public void close() {
    api.close();
  }
}
