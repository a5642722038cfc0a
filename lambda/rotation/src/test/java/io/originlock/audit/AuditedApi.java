package io.originlock.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.aws.ApiStage;
import io.originlock.fake.FakeServer;
import io.originlock.fake.FakeServer.Call;
import io.originlock.fake.FakeServer.Reply;
import io.originlock.fake.FakeWaf;
import io.originlock.fake.TestClients;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/** An API as an audit reads it: a tidy one, into which tests plant open doors. */
final class AuditedApi implements AutoCloseable {
  static final String API = "a1b2c3d4e5";
  static final String PLAN = "plan01";
  static final ApiStage PROD = new ApiStage(API, "prod");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** By stage, what GetStages says of it. */
  final Map<String, ObjectNode> stages = new HashMap<>();

  /** By stage, the paths of its export. */
  final Map<String, ObjectNode> paths = new HashMap<>();

  /** By path, what everything else answers. */
  final Map<String, ObjectNode> answers = new HashMap<>();

  /** What else every export has. */
  final ObjectNode exported = node();

  /** What is open at the edges. */
  List<OpenDoor> edges = List.of();

  final FakeWaf waf = new FakeWaf();
  private final FakeServer server = new FakeServer(this::answer);

  AuditedApi() {
    stage("prod");
    method("prod", "get", "/pets", true);
    method("prod", "post", "/pets", true);
    answers.put("/restapis/" + API, node().put("id", API).put("apiKeySource", "HEADER"));
    answers.put("/apikeys", items());
    answers.put("/usageplans/" + PLAN + "/keys", items());
    answers.put("/usageplans/" + PLAN, plan(PLAN, "cloudfront", "prod"));
    answers.put("/usageplans", items(plan(PLAN, "cloudfront", "prod")));
    answers.put("/domainnames", items());
  }

  ApiGatewayClient client() {
    return TestClients.at(server.uri()).apiGateway();
  }

  ObjectNode stage(String name) {
    ObjectNode stage = node().put("stageName", name).put("deploymentId", "dep-" + name);
    stages.put(name, stage);
    paths.put(name, node());
    return stage;
  }

  /** Deploys a method with a MOCK integration, or changes one. */
  ObjectNode method(String stage, String verb, String path, boolean keyRequired) {
    ObjectNode operation = paths.get(stage).withObjectProperty(path).putObject(verb);
    if (keyRequired) {
      operation.putArray("security").addObject().putArray("api_key");
    }
    operation.putObject("x-amazon-apigateway-integration").put("type", "mock");
    return operation;
  }

  /** Declares an authorizer of the type REQUEST that methods may ask. */
  ObjectNode authorizer(String name, String function) {
    return exported
        .withObjectProperty("components")
        .withObjectProperty("securitySchemes")
        .putObject(name)
        .put("type", "apiKey")
        .put("x-amazon-apigateway-authtype", "custom")
        .putObject("x-amazon-apigateway-authorizer")
        .put("type", "request")
        .put(
            "authorizerUri",
            "arn:aws:apigateway:x:lambda:path/v/functions/" + function + "/invocations");
  }

  /** What an audit of this gate finds. */
  Audit audit(GateCheck check) {
    return new ApiAuditor(
            client(),
            waf.client(),
            List.of(PROD),
            check,
            () -> Set.of("d-1.execute-api.eu-central-1.amazonaws.com"),
            () -> edges)
        .audit();
  }

  static List<OpenDoor.Kind> kinds(Audit audit) {
    return audit.doors().stream().map(OpenDoor::kind).toList();
  }

  static ObjectNode plan(String id, String name, String stage) {
    ObjectNode plan = node().put("id", id).put("name", name);
    plan.putArray("apiStages").addObject().put("apiId", API).put("stage", stage);
    return plan;
  }

  static ObjectNode items(ObjectNode... items) {
    ObjectNode page = node();
    ArrayNode all = page.putArray("item");
    for (ObjectNode item : items) {
      all.add(item);
    }
    return page;
  }

  static ObjectNode node() {
    return JSON.createObjectNode();
  }

  @Override
  public void close() {
    server.close();
    waf.close();
  }

  private Reply answer(Call call) {
    String path = call.uri().getPath();
    String[] parts = path.split("/");
    if (path.equals("/restapis/" + API + "/stages")) {
      return Reply.of(200, items(stages.values().toArray(ObjectNode[]::new)).toString());
    }
    if (parts.length == 5 && parts[3].equals("stages")) {
      return Reply.of(200, stages.get(parts[4]).toString());
    }
    if (parts.length == 5 && parts[3].equals("deployments")) {
      return Reply.of(200, node().put("id", parts[4]).put("createdDate", 1.7e9).toString());
    }
    if (parts.length == 7 && parts[5].equals("exports")) {
      ObjectNode document = exported.deepCopy();
      document.set("paths", paths.get(parts[4]));
      document
          .withObjectProperty("components")
          .withObjectProperty("securitySchemes")
          .putObject("api_key")
          .put("type", "apiKey")
          .put("name", "x-api-key")
          .put("in", "header");
      return Reply.of(200, document.toString());
    }
    ObjectNode known = answers.get(path);
    return known == null
        ? new Reply(404, Map.of("x-amzn-ErrorType", "NotFoundException"), "{}")
        : Reply.of(200, known.toString());
  }
}
