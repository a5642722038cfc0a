package io.originlock.lab.conformance;

import io.originlock.lab.conformance.Cloud.Answer;
import io.originlock.lab.control.Eventually;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.apigateway.model.PutMethodRequest;
import software.amazon.awssdk.services.apigateway.model.Resource;

/** A REST API of a test's own with mocks alone. It goes when the test ends. */
final class MockApi implements AutoCloseable {
  static final String STAGE = "live";

  /** Several hosts may answer in turn, and one may be late. */
  private static final int IN_A_ROW = 8;

  private final Cloud cloud;
  private final ApiGatewayClient apiGateway;
  private final String id;

  MockApi(Cloud cloud, String name) {
    this.cloud = cloud;
    this.apiGateway = cloud.apiGateway();
    this.id = apiGateway.createRestApi(r -> r.name(name)).id();
  }

  String id() {
    return id;
  }

  /** Adds a method that answers 200; its resource, {@code /pets}, is made if there is none. */
  void method(String verb, String path, UnaryOperator<PutMethodRequest.Builder> more) {
    String resource = resource(path);
    apiGateway.putMethod(
        more.apply(
                PutMethodRequest.builder()
                    .restApiId(id)
                    .resourceId(resource)
                    .httpMethod(verb)
                    .authorizationType("NONE"))
            .build());
    apiGateway.putMethodResponse(
        r -> r.restApiId(id).resourceId(resource).httpMethod(verb).statusCode("200"));
    apiGateway.putIntegration(
        r ->
            r.restApiId(id)
                .resourceId(resource)
                .httpMethod(verb)
                .type("MOCK")
                .requestTemplates(Map.of("application/json", "{\"statusCode\": 200}")));
    apiGateway.putIntegrationResponse(
        r ->
            r.restApiId(id)
                .resourceId(resource)
                .httpMethod(verb)
                .statusCode("200")
                .responseTemplates(Map.of("application/json", "[]")));
  }

  /** The id of a resource right below the root. */
  String resource(String path) {
    return resources(path)
        .orElseGet(
            () ->
                apiGateway
                    .createResource(
                        r ->
                            r.restApiId(id)
                                .parentId(resources("/").orElseThrow())
                                .pathPart(path.substring(1)))
                    .id());
  }

  private Optional<String> resources(String path) {
    return apiGateway.getResources(r -> r.restApiId(id)).items().stream()
        .filter(each -> each.path().equals(path))
        .map(Resource::id)
        .findFirst();
  }

  /** Deploys all of it, as its owner would. */
  void deploy() {
    apiGateway.createDeployment(r -> r.restApiId(id).stageName(STAGE));
  }

  Answer send(String verb, String path, Map<String, String> headers) {
    return cloud.send(verb, id, STAGE, path, headers);
  }

  /** Waits until requests are answered so, several in a row. */
  void await(String verb, String path, Map<String, String> headers, int status) {
    Eventually.await(
        verb + " " + path + " is answered by " + status,
        () ->
            IntStream.range(0, IN_A_ROW)
                .allMatch(i -> send(verb, path, headers).status() == status));
  }

  /** Waits until requests are let through no more, several in a row. */
  void awaitRefusal(String path, Map<String, String> headers) {
    Eventually.await(
        "GET " + path + " is refused",
        () ->
            IntStream.range(0, IN_A_ROW).allMatch(i -> send("GET", path, headers).status() >= 400));
  }

  static PatchOperation patch(Op op, String path, String value) {
    return PatchOperation.builder().op(op).path(path).value(value).build();
  }

  @Override
  public void close() {
    apiGateway.deleteRestApi(r -> r.restApiId(id));
  }
}
