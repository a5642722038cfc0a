package io.originlock.signature;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.aws.ApiStage;
import io.originlock.fake.FakeServer;
import io.originlock.fake.FakeServer.Call;
import io.originlock.fake.FakeServer.Reply;
import io.originlock.fake.TestClients;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/** A deployed stage, as API Gateway tells and exports it. */
final class SignedApi implements AutoCloseable {
  static final ApiStage PROD = new ApiStage("a1b2c3d4e5", "prod");
  static final String AUTHORIZER = "arn:aws:lambda:eu-central-1:123456789012:function:shop-lock";

  private static final ObjectMapper JSON = new ObjectMapper();

  final ObjectNode stage = JSON.createObjectNode().put("stageName", "prod");
  private final ObjectNode export = JSON.createObjectNode();
  private final FakeServer server = new FakeServer(this::answer);

  SignedApi() {
    stage.put("deploymentId", "d1");
    export.putObject("paths");
    export.putObject("components").putObject("securitySchemes");
  }

  ApiGatewayClient client() {
    return TestClients.at(server.uri()).apiGateway();
  }

  /** Deploys a method that asks this authorizer; an empty name is none. */
  void method(String verb, String path, String authorizer) {
    ObjectNode operation = export.withObjectProperty("paths").withObjectProperty(path);
    ObjectNode method = operation.putObject(verb);
    if (!authorizer.isEmpty()) {
      method.putArray("security").addObject().putArray(authorizer);
    }
  }

  /** Declares an authorizer by its function's ARN, a version or an alias behind it. */
  void authorizer(String name, String function) {
    schemes(export)
        .putObject(name)
        .put("type", "apiKey")
        .put("x-amazon-apigateway-authtype", "custom")
        .putObject("x-amazon-apigateway-authorizer")
        .put("type", "request")
        .put("authorizerUri", uri(function))
        .put("authorizerResultTtlInSeconds", 0);
  }

  private static String uri(String function) {
    return "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/"
        + function
        + "/invocations";
  }

  private static ObjectNode schemes(ObjectNode document) {
    return document.withObjectProperty("components").withObjectProperty("securitySchemes");
  }

  @Override
  public void close() {
    server.close();
  }

  private Reply answer(Call call) {
    if (call.uri().getPath().contains("/exports/")) {
      return Reply.of(200, export.toString());
    }
    ObjectNode told = stage.deepCopy();
    if (told.has("deploymentId")) {
      // Another deployment for other methods: one never changes.
      told.put("deploymentId", "d" + export.hashCode());
    }
    return Reply.of(200, told.toString());
  }
}
