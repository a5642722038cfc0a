package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Handler.Next;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The canaries of stages, which moto does not know: it would take a canary's deployment for the
 * stage's. They are kept and shown, as recorded of API Gateway: one that is promoted stays, with
 * its deployment and the traffic that it is left. No request goes to one.
 */
final class Canaries {
  private static final String SERVICE = "apigateway";
  private static final String PREFIX = "/canarySettings";
  private static final String DEPLOYMENT = PREFIX + "/deploymentId";
  private static final String OVERRIDES = "stageVariableOverrides";

  /** What a promotion copies, and where to. */
  private static final Map<String, String> PROMOTIONS =
      Map.of(DEPLOYMENT, "/deploymentId", PREFIX + "/" + OVERRIDES, "/variables");

  private final MotoClient moto;
  private final Map<String, ObjectNode> byStage = new ConcurrentHashMap<>();

  Canaries(MotoClient moto) {
    this.moto = moto;
  }

  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private RefusedException(String message) {
      super(message);
    }
  }

  /** Updates a stage; what concerns its canary goes no further. */
  WireReply update(Call call, Next next) {
    String stage = call.request().path();
    ObjectNode canary = byStage.containsKey(stage) ? byStage.get(stage).deepCopy() : null;
    ArrayNode others = JsonNodeFactory.instance.arrayNode();
    try {
      for (JsonNode operation : body(call).path("patchOperations")) {
        if (operation.path("op").asText().equals("copy")) {
          promote(operation, canary, others);
        } else if (operation.path("path").asText().startsWith(PREFIX)) {
          canary = patched(stage, canary, operation);
        } else {
          others.add(operation);
        }
      }
    } catch (RefusedException refused) {
      return AwsErrors.reply(SERVICE, 400, "BadRequestException", refused.getMessage());
    }
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    rest.set("patchOperations", others);
    WireReply reply = next.proceed(call.with(call.request().withBody(rest.toString())));
    if (reply.ok()) {
      keep(stage, canary);
    }
    return reply;
  }

  private ObjectNode patched(String stage, ObjectNode before, JsonNode operation)
      throws RefusedException {
    String path = operation.path("path").asText();
    if (path.equals(PREFIX)) {
      return null;
    }
    String value = operation.path("value").asText();
    if (path.equals(DEPLOYMENT)) {
      if (operation.path("op").asText().equals("add")) {
        throw new RefusedException("Invalid add operation with path: " + path);
      }
      String deployments = stage.replaceFirst("/stages/.*", "/deployments/");
      if (moto.read(SERVICE, deployments + value).isEmpty()) {
        throw new RefusedException("Deployment id does not exist");
      }
    }
    ObjectNode canary = before == null ? fresh(stage) : before;
    String name = path.substring(PREFIX.length() + 1);
    if (name.startsWith(OVERRIDES + "/")) {
      canary.withObjectProperty(OVERRIDES).put(name.substring(OVERRIDES.length() + 1), value);
    } else if (name.equals("percentTraffic")) {
      canary.put(name, Double.parseDouble(value));
    } else if (name.equals("useStageCache")) {
      canary.put(name, Boolean.parseBoolean(value));
    } else {
      canary.put(name, value);
    }
    return canary;
  }

  /** A canary of what the stage serves, without traffic. */
  private ObjectNode fresh(String stage) {
    return JsonNodeFactory.instance
        .objectNode()
        .put(
            "deploymentId",
            moto.read(SERVICE, stage).map(each -> each.path("deploymentId").asText()).orElse(""))
        .put("percentTraffic", 0.0)
        .put("useStageCache", false);
  }

  private static void promote(JsonNode operation, ObjectNode canary, ArrayNode others)
      throws RefusedException {
    String from = operation.path("from").asText();
    String path = operation.path("path").asText();
    if (!path.equals(PROMOTIONS.get(from))) {
      throw new RefusedException(
          ("Invalid copy operation with path: %s and from %s. Valid copy:path are [/deploymentId,"
                  + " /variables] and valid copy:from are [/canarySettings/deploymentId,"
                  + " /canarySettings/stageVariableOverrides]")
              .formatted(path, from));
    }
    if (canary == null) {
      throw new RefusedException("Promotion not available. Canary does not exist.");
    }
    if (from.equals(DEPLOYMENT)) {
      replace(others, path, canary.path("deploymentId").asText());
    } else {
      canary
          .path(OVERRIDES)
          .properties()
          .forEach(
              variable ->
                  replace(others, path + "/" + variable.getKey(), variable.getValue().asText()));
    }
  }

  private static void replace(ArrayNode operations, String path, String value) {
    operations.addObject().put("op", "replace").put("path", path).put("value", value);
  }

  /** Creates a stage, with its canary if it has one. */
  WireReply createStage(Call call, Next next) {
    JsonNode body = body(call);
    WireReply reply = next.proceed(call);
    if (reply.ok() && body.path("canarySettings").isObject()) {
      set(
          call.request().path() + "/" + body.path("stageName").asText(),
          body.path("canarySettings"));
    }
    return reply;
  }

  /** Gives a stage a canary of these settings. */
  void set(String stage, JsonNode settings) {
    ObjectNode canary = fresh(stage);
    canary.setAll((ObjectNode) settings);
    canary.put("percentTraffic", canary.path("percentTraffic").asDouble());
    keep(stage, canary);
  }

  private void keep(String stage, ObjectNode canary) {
    if (canary == null) {
      byStage.remove(stage);
    } else {
      byStage.put(stage, canary);
    }
  }

  private JsonNode body(Call call) {
    return moto.parse(new WireReply(200, Map.of(), call.request().body()));
  }

  /** Shows canaries in what {@code GetStage}, {@code GetStages} and others of stages answer. */
  void show(String path, JsonNode answer) {
    if (answer.has("item")) {
      answer
          .path("item")
          .forEach(stage -> add(path + "/" + stage.path("stageName").asText(), stage));
    } else if (path.endsWith("/stages")) {
      add(path + "/" + answer.path("stageName").asText(), answer);
    } else {
      add(path, answer);
    }
  }

  /** Whether a canary of the API serves this deployment. */
  boolean pointTo(String api, String deployment) {
    return byStage.entrySet().stream()
        .filter(stage -> stage.getKey().startsWith("/restapis/" + api + "/stages/"))
        .anyMatch(stage -> stage.getValue().path("deploymentId").asText().equals(deployment));
  }

  void forget(String path) {
    byStage.remove(path);
  }

  private void add(String path, JsonNode stage) {
    ObjectNode canary = byStage.get(path);
    if (canary != null && stage instanceof ObjectNode object) {
      object.set("canarySettings", canary);
    }
  }
}
