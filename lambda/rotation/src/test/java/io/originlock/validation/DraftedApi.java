package io.originlock.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.aws.ApiStage;
import io.originlock.fake.ElapsedTime;
import io.originlock.fake.FakeServer;
import io.originlock.fake.FakeServer.Call;
import io.originlock.fake.FakeServer.Reply;
import io.originlock.fake.TestClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/** REST APIs with a draft, deployments that freeze it, and stages that serve one. */
public final class DraftedApi {
  public static final String API = "abcdef1234";
  public static final ApiStage PROD = new ApiStage(API, "prod");

  /** A stage of another API, which has the same draft. */
  static final ApiStage OTHER = new ApiStage("zyxwvu9876", "live");

  static final String CONSTANT = "{\"message\":\"Forbidden\"}";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String X = "x-amazon-apigateway-";

  /** A method of the draft: its parameters, whether they are required, and its validator. */
  static final class Method {
    final Map<String, Boolean> parameters = new LinkedHashMap<>();
    String validator = "checks";
    String uri = "";
  }

  /** A deployment: what was written on it, and what it froze. */
  record Deployment(String id, String description, Instant createdAt, ObjectNode export) {}

  final Map<String, Method> methods = new LinkedHashMap<>();
  final Map<String, Deployment> deployments = new LinkedHashMap<>();
  final Map<String, String> stages = new LinkedHashMap<>();

  /** The template of BAD_REQUEST_PARAMETERS; null for API Gateway's own. */
  String refusal = CONSTANT;

  /** The stage that has a canary. */
  String canary = "";

  double canaryTraffic = 10;
  String canaryDeployment = "d99";

  /** What somebody does when a deployment was made, or a method patched. */
  Runnable onDeployment = () -> {};

  Runnable onPatch = () -> {};

  /** What answers in place of it all; null goes on. */
  Function<Call, Reply> instead = call -> null;

  Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  public DraftedApi() {
    method("GET /pets").parameters.put("method.request.querystring.type", false);
    method("POST /pets").parameters.put("method.request.header.x-tenant", true);
    method("OPTIONS /pets");
    method("GET /probe");
    deploy("by hand", "prod");
  }

  Method method(String label) {
    return methods.computeIfAbsent(label, key -> new Method());
  }

  /** Deploys the draft as anybody may. */
  String deploy(String description, String stage) {
    String id = freeze(description);
    stages.put(stage, id);
    return id;
  }

  private String freeze(String description) {
    String id = "d" + (deployments.size() + 1);
    now = now.plusSeconds(10);
    deployments.put(id, new Deployment(id, description, now.plusMillis(250), export()));
    return id;
  }

  /** Where APIs can be asked, one at a time: a client takes half a second to build. */
  public static final class Host implements AutoCloseable {
    private final AtomicReference<DraftedApi> current = new AtomicReference<>();
    public final FakeServer server = new FakeServer(call -> current.get().heard(call));
    private final ApiGatewayClient client;

    public Host() {
      this(new ElapsedTime());
    }

    public Host(ElapsedTime time) {
      client = TestClients.at(server.uri(), time).patchingApiGateway();
    }

    /** From now on this one answers. */
    public ApiGatewayClient of(DraftedApi api) {
      current.set(api);
      return client;
    }

    @Override
    public void close() {
      client.close();
      server.close();
    }
  }

  private Reply heard(Call call) {
    calls.add(call);
    return answer(call);
  }

  /** The calls that wrote, in order: {@code PATCH /restapis/…}. */
  List<String> writes() {
    return calls.stream()
        .filter(call -> !call.method().equals("GET"))
        .map(call -> call.method() + " " + call.uri().getPath().replace("/restapis/" + API, ""))
        .toList();
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  private Reply answer(Call call) {
    Reply first = instead.apply(call);
    if (first != null) {
      return first;
    }
    String path = call.uri().getPath().replaceFirst("/restapis/[a-z0-9]{10}", "");
    String[] parts = path.split("/");
    String route = call.method() + " " + path.replaceAll("/(d|r)[0-9]+", "/*");
    return switch (route) {
      case "GET " -> Reply.of(200, node().put("id", API).put("apiKeySource", "HEADER").toString());
      case "GET /resources" -> Reply.of(200, resources().toString());
      case "GET /requestvalidators" -> Reply.of(200, validators().toString());
      case "GET /models", "GET /authorizers" -> Reply.of(200, items(List.of()).toString());
      case "GET /gatewayresponses" -> Reply.of(200, gatewayResponses().toString());
      case "GET /stages" ->
          Reply.of(200, items(stages.keySet().stream().map(this::stage).toList()).toString());
      case "GET /deployments" ->
          Reply.of(200, items(deployments.values().stream().map(this::shown).toList()).toString());
      case "POST /deployments" -> {
        Deployment made = deployments.get(freeze(read(call.body()).path("description").asText()));
        onDeployment.run();
        yield Reply.of(201, shown(made).toString());
      }
      case "GET /deployments/*" -> Reply.of(200, shown(deployments.get(parts[2])).toString());
      case "DELETE /deployments/*" -> delete(parts[2]);
      default -> other(call, route, parts);
    };
  }

  private Reply other(Call call, String route, String[] parts) {
    if (route.matches("GET /stages/[a-z]+/exports/oas30")) {
      return Reply.of(200, deployments.get(stages.get(parts[2])).export().toString());
    }
    if (route.matches("(GET|PATCH) /stages/[a-z]+") && stages.containsKey(parts[2])) {
      for (JsonNode patch : read(call.body()).path("patchOperations")) {
        stages.put(parts[2], patch.path("value").asText());
      }
      return Reply.of(200, stage(parts[2]).toString());
    }
    if (route.matches("PATCH /resources/\\*/methods/[A-Z]+")) {
      String label = parts[4] + " " + path(Integer.parseInt(parts[2].substring(1)));
      onPatch.run();
      for (JsonNode patch : read(call.body()).path("patchOperations")) {
        String name = patch.path("path").asText().replace("/requestParameters/", "");
        if (patch.path("op").asText().equals("remove")) {
          methods.get(label).parameters.remove(name);
        } else {
          methods.get(label).parameters.put(name, patch.path("value").asBoolean());
        }
      }
      return Reply.of(200, "{}");
    }
    return new Reply(404, Map.of("x-amzn-ErrorType", "NotFoundException"), "{}");
  }

  private Reply delete(String id) {
    if (stages.containsValue(id) || canaryDeployment.equals(id)) {
      return new Reply(400, Map.of("x-amzn-ErrorType", "BadRequestException"), "{}");
    }
    return deployments.remove(id) == null
        ? new Reply(404, Map.of("x-amzn-ErrorType", "NotFoundException"), "{}")
        : new Reply(202, Map.of(), "");
  }

  private ObjectNode stage(String name) {
    ObjectNode stage = node().put("stageName", name).put("deploymentId", stages.get(name));
    if (canary.equals(name)) {
      stage
          .putObject("canarySettings")
          .put("deploymentId", canaryDeployment)
          .put("percentTraffic", canaryTraffic);
    }
    return stage;
  }

  private ObjectNode shown(Deployment deployment) {
    return node()
        .put("id", deployment.id())
        .put("description", deployment.description())
        .put("createdDate", deployment.createdAt().toEpochMilli() / 1000.0);
  }

  private List<String> paths() {
    return methods.keySet().stream().map(label -> label.split(" ")[1]).distinct().toList();
  }

  private String path(int number) {
    return paths().get(number - 1);
  }

  private ObjectNode resources() {
    List<ObjectNode> all = new ArrayList<>();
    List<String> paths = paths();
    for (int i = 0; i < paths.size(); i++) {
      ObjectNode resource = node().put("id", "r" + (i + 1)).put("path", paths.get(i));
      for (Map.Entry<String, Method> each : methods.entrySet()) {
        String[] label = each.getKey().split(" ");
        if (label[1].equals(paths.get(i))) {
          ObjectNode method = resource.withObjectProperty("resourceMethods").putObject(label[0]);
          method.put("httpMethod", label[0]).put("authorizationType", "NONE");
          method.put("requestValidatorId", each.getValue().validator);
          ObjectNode parameters = method.putObject("requestParameters");
          each.getValue().parameters.forEach(parameters::put);
          method
              .putObject("methodIntegration")
              .put("type", "MOCK")
              .put("uri", each.getValue().uri)
              .put("passthroughBehavior", "WHEN_NO_MATCH")
              .put("timeoutInMillis", 29000);
        }
      }
      all.add(resource);
    }
    return items(all);
  }

  private ObjectNode validators() {
    return items(
        List.of(
            node().put("id", "checks").put("name", "all").put("validateRequestParameters", true),
            node().put("id", "body").put("name", "body").put("validateRequestBody", true)));
  }

  private ObjectNode gatewayResponses() {
    List<ObjectNode> all = new ArrayList<>();
    all.add(node().put("responseType", "DEFAULT_4XX").put("defaultResponse", true));
    if (refusal != null) {
      ObjectNode own =
          node().put("responseType", "BAD_REQUEST_PARAMETERS").put("statusCode", "403");
      own.putObject("responseTemplates").put("application/json", refusal);
      all.add(own);
    }
    return items(all);
  }

  private ObjectNode export() {
    ObjectNode document = node().put("openapi", "3.0.1");
    ObjectNode paths = document.putObject("paths");
    methods.forEach(
        (label, method) -> {
          String[] parts = label.split(" ");
          String verb =
              parts[0].equals("ANY") ? X + "any-method" : parts[0].toLowerCase(Locale.ROOT);
          ObjectNode operation = paths.withObjectProperty(parts[1]).putObject(verb);
          method.parameters.forEach(
              (name, required) -> {
                String[] at = name.split("\\.", 4);
                ObjectNode parameter = operation.withArrayProperty("parameters").addObject();
                parameter.put("name", at[3]);
                parameter.put("in", at[2].equals("querystring") ? "query" : at[2]);
                if (required) {
                  parameter.put("required", true);
                }
              });
          if (!method.validator.isEmpty()) {
            operation.put(
                X + "request-validator", method.validator.equals("checks") ? "all" : "body");
          }
          ObjectNode integration = operation.putObject(X + "integration");
          integration.put("type", "mock").put("passthroughBehavior", "when_no_match");
          if (!method.uri.isEmpty()) {
            integration.put("uri", method.uri);
          }
        });
    ObjectNode validators = document.putObject(X + "request-validators");
    validators.putObject("all").put("validateRequestParameters", true);
    validators.putObject("body").put("validateRequestBody", true);
    if (refusal != null) {
      document
          .putObject(X + "gateway-responses")
          .putObject("BAD_REQUEST_PARAMETERS")
          .put("statusCode", 403)
          .putObject("responseTemplates")
          .put("application/json", refusal);
    }
    document.put(X + "api-key-source", "HEADER");
    return document;
  }

  static ObjectNode node() {
    return JSON.createObjectNode();
  }

  private static ObjectNode items(List<ObjectNode> items) {
    ObjectNode page = node();
    ArrayNode all = page.putArray("item");
    items.forEach(all::add);
    return page;
  }

  private static JsonNode read(String body) {
    try {
      return body.isEmpty() ? node() : JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
