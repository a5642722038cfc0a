package io.originlock.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.fake.FakeServer.Call;
import io.originlock.fake.FakeServer.Reply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** As much of API Gateway's control plane as the API key gate uses, in memory; pages hold two. */
public final class FakeApiGateway implements AutoCloseable {
  public static final String PLAN = "plan01";
  public static final String API = "a1b2c3d4e5";

  /** A key; tests change it at will. */
  public static final class Key {
    public String name;
    public String value;
    public boolean enabled = true;
    public final Map<String, String> tags = new TreeMap<>();
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 2;

  public final Map<String, Key> keys = new LinkedHashMap<>();
  public final Set<String> plan = new LinkedHashSet<>();

  /** The stages that the plan covers. */
  public final Set<String> covered = new LinkedHashSet<>(Set.of("prod"));

  /** By stage, the deployed methods such as {@code "GET /pets"}, and whether they demand a key. */
  public final Map<String, Map<String, Boolean>> stages = new LinkedHashMap<>();

  /** The ARN of the web ACL of each stage that has one. */
  public final Map<String, String> webAcls = new LinkedHashMap<>();

  public final FakeServer server = new FakeServer(this::answer);

  /** The keys in another plan, {@code plan02}, and the stages that it covers. */
  public final Set<String> otherPlan = new LinkedHashSet<>();

  public final Set<String> otherCovered = new LinkedHashSet<>();

  public String keySource = "HEADER";
  public boolean listsShowTags = true;
  public boolean createShowsValue = true;

  /** What a new key gets in place of the value that was sent, if anything. */
  public String valueInstead;

  private final AtomicInteger made = new AtomicInteger();
  private final Map<String, Reply> refusals = new LinkedHashMap<>();
  private String lostAnswer = "";

  /** Answers the next call of this method and path so, without carrying it out. */
  public void refuse(String methodAndPath, int status, String code, String message) {
    refusals.put(methodAndPath, error(status, code, message));
  }

  /**
   * Carries out the next call of this method and path, but breaks the connection before answering.
   */
  public void loseAnswer(String methodAndPath) {
    lostAnswer = methodAndPath;
  }

  public String put(String name, String value, boolean inPlan, Map<String, String> tags) {
    Key key = new Key();
    key.name = name;
    key.value = value;
    key.tags.putAll(tags);
    String id = "key" + made.incrementAndGet();
    keys.put(id, key);
    if (inPlan) {
      plan.add(id);
    }
    return id;
  }

  public List<String> names() {
    return keys.values().stream().map(key -> key.name).toList();
  }

  /** Every call that was not a GET. */
  public List<String> writes() {
    return server.calls().stream()
        .filter(call -> !call.method().equals("GET"))
        .map(call -> call.method() + " " + call.uri().getPath())
        .toList();
  }

  @Override
  public void close() {
    server.close();
  }

  private synchronized Reply answer(Call call) {
    String what = call.method() + " " + call.uri().getPath();
    Reply refusal = refusals.remove(what);
    if (refusal != null) {
      return refusal;
    }
    Reply reply = carryOut(call);
    if (what.equals(lostAnswer)) {
      lostAnswer = "";
      return Reply.DROPPED;
    }
    return reply;
  }

  private Reply carryOut(Call call) {
    String path = call.uri().getPath();
    Map<String, String> query = query(call);
    String[] parts = path.split("/");
    return switch (call.method() + " " + parts[1] + "/" + parts.length) {
      case "GET apikeys/2" -> listKeys(query);
      case "POST apikeys/2" -> createKey(tree(call.body()));
      case "GET apikeys/3" -> getKey(parts[2], query);
      case "DELETE apikeys/3" -> deleteKey(parts[2]);
      case "PUT tags/5" -> tag(path, tree(call.body()));
      case "GET usageplans/2" -> usagePlans(query);
      case "GET usageplans/3" -> usagePlan(parts[2]);
      case "PATCH usageplans/3" -> cover(parts[2], tree(call.body()));
      case "GET usageplans/4" -> planKeys(parts[2], query);
      case "POST usageplans/4" -> addToPlan(parts[2], tree(call.body()));
      case "GET restapis/3" -> restApi(parts[2]);
      case "GET restapis/5" -> stage(parts[4]);
      case "GET restapis/7" -> export(parts[4]);
      default -> error(500, "NotFaked");
    };
  }

  private Reply listKeys(Map<String, String> query) {
    List<String> ids =
        keys.keySet().stream()
            .filter(id -> keys.get(id).name.startsWith(query.getOrDefault("name", "")))
            .toList();
    return page(
        ids,
        query,
        id -> key(id, query.getOrDefault("includeValues", "").equals("true"), listsShowTags));
  }

  private Reply createKey(JsonNode request) {
    String value = request.path("value").textValue();
    if (keys.values().stream().anyMatch(key -> key.value.equals(value))) {
      return error(409, "ConflictException");
    }
    Map<String, String> tags = new TreeMap<>();
    request.path("tags").forEachEntry((k, v) -> tags.put(k, v.textValue()));
    String id = put(request.path("name").textValue(), value, false, tags);
    keys.get(id).enabled = request.path("enabled").booleanValue();
    if (valueInstead != null) {
      keys.get(id).value = valueInstead;
    }
    return Reply.of(201, key(id, createShowsValue, true).toString());
  }

  private Reply getKey(String id, Map<String, String> query) {
    return keys.containsKey(id)
        ? Reply.of(
            200, key(id, query.getOrDefault("includeValue", "").equals("true"), true).toString())
        : error(404, "NotFoundException");
  }

  private Reply deleteKey(String id) {
    plan.remove(id);
    // The role may delete by tag, and what is gone has none.
    return keys.remove(id) == null ? error(403, "AccessDeniedException") : Reply.of(202, "");
  }

  private Reply tag(String path, JsonNode request) {
    String id = path.substring(path.lastIndexOf('/') + 1);
    if (!path.startsWith("/tags/arn:aws:apigateway:eu-central-1::/apikeys/")) {
      return error(400, "BadRequestException");
    }
    request.path("tags").forEachEntry((k, v) -> keys.get(id).tags.put(k, v.textValue()));
    return Reply.of(204, "");
  }

  private Reply usagePlan(String id) {
    return id.equals(PLAN)
        ? Reply.of(200, plan(id, covered).toString())
        : error(404, "NotFoundException", "Invalid Usage Plan ID specified");
  }

  private Reply cover(String id, JsonNode request) {
    for (JsonNode each : request.path("patchOperations")) {
      String[] stage = each.path("value").asText().split(":");
      if (!each.path("op").asText().equals("add")
          || !each.path("path").asText().equals("/apiStages")
          || !stage[0].equals(API)) {
        return error(400, "BadRequestException");
      }
      covered.add(stage[1]);
    }
    return usagePlan(id);
  }

  private Reply usagePlans(Map<String, String> query) {
    Map<String, Set<String>> holding = new LinkedHashMap<>(Map.of(PLAN, plan, "plan02", otherPlan));
    String key = query.get("keyId");
    holding.values().removeIf(held -> key != null && !held.contains(key));
    return page(
        List.copyOf(holding.keySet()),
        query,
        id -> plan(id, id.equals(PLAN) ? covered : otherCovered));
  }

  private static ObjectNode plan(String id, Set<String> stages) {
    ObjectNode plan = JSON.createObjectNode().put("id", id).put("name", "name of " + id);
    ArrayNode list = plan.putArray("apiStages");
    stages.forEach(stage -> list.addObject().put("apiId", API).put("stage", stage));
    return plan;
  }

  /** A plan that does not exist has no keys, as recorded on AWS. */
  private Reply planKeys(String id, Map<String, String> query) {
    return page(
        id.equals(PLAN) ? List.copyOf(plan) : List.of(),
        query,
        key ->
            JSON.createObjectNode()
                .put("id", key)
                .put("type", "API_KEY")
                .put("value", keys.containsKey(key) ? keys.get(key).value : null));
  }

  private Reply addToPlan(String id, JsonNode request) {
    String key = request.path("keyId").textValue();
    if (!id.equals(PLAN)) {
      return error(404, "NotFoundException", "Invalid Usage Plan ID specified");
    }
    if (!keys.containsKey(key)) {
      return error(404, "NotFoundException", "Invalid API Key identifier specified");
    }
    boolean elsewhere =
        otherPlan.contains(key) && otherCovered.stream().anyMatch(covered::contains);
    return !elsewhere && plan.add(key)
        ? Reply.of(201, JSON.createObjectNode().put("id", key).toString())
        : error(409, "ConflictException");
  }

  private Reply restApi(String id) {
    return id.equals(API)
        ? Reply.of(
            200, JSON.createObjectNode().put("id", id).put("apiKeySource", keySource).toString())
        : error(404, "NotFoundException");
  }

  private Reply stage(String name) {
    if (!stages.containsKey(name)) {
      return error(404, "NotFoundException");
    }
    ObjectNode answer = JSON.createObjectNode().put("stageName", name);
    if (stages.get(name) != null) {
      // Another deployment for other methods: one never changes.
      answer.put("deploymentId", "dep" + stages.get(name).hashCode());
    }
    if (webAcls.containsKey(name)) {
      answer.put("webAclArn", webAcls.get(name));
    }
    return Reply.of(200, answer.toString());
  }

  private Reply export(String stage) {
    ObjectNode document = JSON.createObjectNode().put("openapi", "3.0.1");
    ObjectNode paths = document.putObject("paths");
    stages
        .get(stage)
        .forEach(
            (method, required) -> {
              String[] parts = method.split(" ");
              ObjectNode operation =
                  paths
                      .withObjectProperty(parts[1])
                      .putObject(
                          parts[0].equals("ANY")
                              ? "x-amazon-apigateway-any-method"
                              : parts[0].toLowerCase(Locale.ROOT));
              operation.putObject("x-amazon-apigateway-integration").put("type", "mock");
              if (required) {
                operation.putArray("security").addObject().putArray("api_key");
              }
            });
    document
        .putObject("components")
        .putObject("securitySchemes")
        .putObject("api_key")
        .put("type", "apiKey")
        .put("name", "x-api-key")
        .put("in", "header");
    return Reply.of(200, document.toString());
  }

  private Reply page(
      List<String> ids,
      Map<String, String> query,
      java.util.function.Function<String, ObjectNode> item) {
    int from = Integer.parseInt(query.getOrDefault("position", "0"));
    int to = Math.min(from + PAGE, ids.size());
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode items = answer.putArray("item");
    ids.subList(from, to).forEach(id -> items.add(item.apply(id)));
    if (to < ids.size()) {
      answer.put("position", Integer.toString(to));
    }
    return Reply.of(200, answer.toString());
  }

  private ObjectNode key(String id, boolean withValue, boolean withTags) {
    Key key = keys.get(id);
    ObjectNode node =
        JSON.createObjectNode()
            .put("id", id)
            .put("name", key.name)
            .put("enabled", key.enabled)
            .put("createdDate", 1_767_225_600);
    if (withValue) {
      node.put("value", key.value);
    }
    if (withTags) {
      node.set("tags", JSON.valueToTree(key.tags));
    }
    return node;
  }

  private static Reply error(int status, String code) {
    return error(status, code, "The request failed because of reasons.");
  }

  private static Reply error(int status, String code, String message) {
    return new Reply(
        status,
        Map.of("x-amzn-ErrorType", code),
        JSON.createObjectNode().put("message", message).toString());
  }

  private static Map<String, String> query(Call call) {
    String raw = call.uri().getRawQuery();
    return raw == null
        ? Map.of()
        : Arrays.stream(raw.split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(
                Collectors.toMap(
                    pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
