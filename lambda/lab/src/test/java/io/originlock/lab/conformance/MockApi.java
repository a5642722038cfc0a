package io.originlock.lab.conformance;

import io.originlock.lab.Eventually;
import io.originlock.lab.conformance.Cloud.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.apigateway.model.PutMethodRequest;

/** A REST API of a test's own with mocks alone. It goes when the test ends. */
final class MockApi implements AutoCloseable {
  static final String STAGE = "live";

  /** Several hosts may answer in turn, and one may be late. */
  private static final int IN_A_ROW = 8;

  private static final int PAGE = 500;

  private final Cloud cloud;
  private final ApiGatewayClient apiGateway;
  private final String name;
  private final Map<String, String> resources = new HashMap<>();
  private final Undo undo = new Undo();
  private final String id;

  /**
   * @param name one that no other API has
   */
  MockApi(Cloud cloud, String name) {
    this.cloud = cloud;
    this.apiGateway = cloud.apiGateway();
    this.name = name;
    this.id =
        undo.unlessMade(
            () -> {
              undo.later(this::delete);
              return apiGateway.createRestApi(r -> r.name(name)).id();
            });
  }

  private void delete() {
    apiGateway.getRestApisPaginator(r -> r.limit(PAGE)).items().stream()
        .filter(api -> name.equals(api.name()))
        .forEach(api -> apiGateway.deleteRestApi(r -> r.restApiId(api.id())));
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
    if (resources.isEmpty()) {
      apiGateway
          .getResources(r -> r.restApiId(id))
          .items()
          .forEach(each -> resources.put(each.path(), each.id()));
    }
    return resources.computeIfAbsent(
        path,
        missing ->
            apiGateway
                .createResource(
                    r ->
                        r.restApiId(id).parentId(resources.get("/")).pathPart(missing.substring(1)))
                .id());
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
    await(verb, path, headers, "answered by " + status, each -> each == status);
  }

  /** Waits until requests are let through no more, several in a row. */
  void awaitRefusal(String path, Map<String, String> headers) {
    await("GET", path, headers, "refused", each -> each >= 400);
  }

  private void await(
      String verb, String path, Map<String, String> headers, String how, IntPredicate wanted) {
    AtomicInteger last = new AtomicInteger();
    try {
      Eventually.await(
          verb + " " + path + " is " + how,
          cloud.patience(),
          () ->
              IntStream.range(0, IN_A_ROW)
                  .allMatch(
                      i -> {
                        last.set(send(verb, path, headers).status());
                        return wanted.test(last.get());
                      }));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; the last answer was " + last, e);
    }
  }

  static PatchOperation patch(Op op, String path, String value) {
    return PatchOperation.builder().op(op).path(path).value(value).build();
  }

  @Override
  public void close() {
    undo.close();
  }
}
