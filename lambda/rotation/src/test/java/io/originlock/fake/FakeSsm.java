package io.originlock.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.aws.ParameterStore;
import io.originlock.fake.FakeServer.Call;
import io.originlock.fake.FakeServer.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** As much of Parameter Store as the worker uses, in memory. */
public final class FakeSsm implements AutoCloseable {

  /**
   * @param key the KMS key of the last write; empty if it named none
   * @param tags by key, as they were created
   */
  public record Stored(String type, String value, String key, Map<String, String> tags) {
    public Stored(String type, String value, String key) {
      this(type, value, key, Map.of());
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is stored, by name. Tests may put and take as they like. */
  public final Map<String, Stored> parameters = new ConcurrentSkipListMap<>();

  /** When every parameter was written, as AWS has it: after all that tests tell of. */
  public volatile Instant writtenAt = Instant.parse("2099-01-01T00:00:00Z");

  private final AtomicInteger lost = new AtomicInteger();
  private final Set<String> unseen = ConcurrentHashMap.newKeySet();
  public final FakeServer server = new FakeServer(this::answer);
  private volatile UnaryOperator<Reply> failure = reply -> reply;

  /** The worker's own, with the account's key. */
  public ParameterStore client() {
    return client(Optional.empty());
  }

  public ParameterStore client(Optional<String> kmsKey) {
    return client(kmsKey, Map.of());
  }

  public ParameterStore client(Optional<String> kmsKey, Map<String, String> tags) {
    return TestClients.at(server.uri()).parameters(kmsKey, tags);
  }

  /** Carries out the next writes, but breaks the connection before answering. */
  public void loseAnswers(int count) {
    lost.set(count);
  }

  /** Answers the next read of this parameter as if it were not there yet. */
  public void missOnce(String name) {
    unseen.add(name);
  }

  /** Answers everything with this error. */
  public void fail(int status, String code, String message) {
    failure = reply -> error(status, code, message);
  }

  /** The operations that were called, in order. */
  public List<String> operations() {
    return server.calls().stream().map(FakeSsm::operation).toList();
  }

  public List<JsonNode> requests(String operation) {
    return server.calls().stream()
        .filter(call -> operation(call).equals(operation))
        .map(call -> tree(call.body()))
        .toList();
  }

  @Override
  public void close() {
    server.close();
  }

  private Reply answer(Call call) {
    JsonNode request = tree(call.body());
    Reply reply =
        switch (operation(call)) {
          case "PutParameter" -> put(request);
          case "GetParameter" -> get(request);
          case "GetParametersByPath" -> list(request);
          case "DeleteParameters" -> delete(request);
          default -> error(400, "UnknownOperationException", "?");
        };
    boolean write = operation(call).equals("PutParameter");
    if (write && lost.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
      return Reply.DROPPED;
    }
    return failure.apply(reply);
  }

  private Reply put(JsonNode request) {
    String name = request.path("Name").textValue();
    boolean overwrite = request.path("Overwrite").booleanValue();
    Stored before = parameters.get(name);
    if (before != null && !overwrite) {
      return error(400, "ParameterAlreadyExists", "The parameter already exists.");
    }
    Map<String, String> tags = new TreeMap<>();
    request.path("Tags").forEach(tag -> tags.put(text(tag, "Key"), text(tag, "Value")));
    if (overwrite && !tags.isEmpty()) {
      return error(
          400,
          "ValidationException",
          "Invalid request: tags and overwrite can't be used together. To create a parameter with"
              + " tags, please remove overwrite flag. To update tags for an existing parameter,"
              + " please use AddTagsToResource or RemoveTagsFromResource.");
    }
    parameters.put(
        name,
        new Stored(
            request.path("Type").asText(before == null ? "String" : before.type()),
            request.path("Value").textValue(),
            request.path("KeyId").asText(""),
            before == null ? Map.copyOf(tags) : before.tags()));
    return Reply.of(200, "{\"Version\":1,\"Tier\":\"Standard\"}");
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).textValue();
  }

  private Reply get(JsonNode request) {
    String name = request.path("Name").textValue();
    return parameters.containsKey(name) && !unseen.remove(name)
        ? Reply.of(
            200,
            JSON.createObjectNode()
                .set("Parameter", parameter(name, request.path("WithDecryption").booleanValue()))
                .toString())
        : error(400, "ParameterNotFound", "");
  }

  private Reply list(JsonNode request) {
    String path = request.path("Path").textValue() + "/";
    List<String> names =
        parameters.keySet().stream()
            .filter(name -> name.startsWith(path) && name.indexOf('/', path.length()) < 0)
            .toList();
    int from = request.path("NextToken").asInt(0);
    // Parameter Store gives no order, and may end a page early, even an empty one.
    List<String> shuffled = new ArrayList<>(names);
    java.util.Collections.reverse(shuffled);
    int to = Math.min(from + Math.min(7, request.path("MaxResults").asInt(10)), names.size());
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode page = answer.putArray("Parameters");
    shuffled
        .subList(from, to)
        .forEach(name -> page.add(parameter(name, request.path("WithDecryption").booleanValue())));
    if (to < names.size()) {
      answer.put("NextToken", Integer.toString(to));
    }
    return Reply.of(200, answer.toString());
  }

  private Reply delete(JsonNode request) {
    if (request.path("Names").size() > 10) {
      return error(400, "ValidationException", "at most 10 names");
    }
    ArrayNode deleted = JSON.createArrayNode();
    request
        .path("Names")
        .forEach(
            name -> {
              if (parameters.remove(name.textValue()) != null) {
                deleted.add(name);
              }
            });
    return Reply.of(200, JSON.createObjectNode().set("DeletedParameters", deleted).toString());
  }

  private ObjectNode parameter(String name, boolean decrypted) {
    Stored stored = parameters.get(name);
    return JSON.createObjectNode()
        .put("Name", name)
        .put("Type", stored.type())
        .put(
            "Value", decrypted || stored.type().equals("String") ? stored.value() : "AQICencrypted")
        .put("Version", 1)
        .put("LastModifiedDate", writtenAt.getEpochSecond());
  }

  private static Reply error(int status, String code, String message) {
    return Reply.of(
        status, JSON.createObjectNode().put("__type", code).put("message", message).toString());
  }

  private static String operation(Call call) {
    return call.headers().get("X-Amz-Target").replace("AmazonSSM.", "");
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
