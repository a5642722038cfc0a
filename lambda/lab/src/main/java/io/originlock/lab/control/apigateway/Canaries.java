package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Handler.Next;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The canaries of stages, which moto does not know: it would take a canary's deployment for the
 * stage's. They are kept and shown; no request goes to one.
 */
final class Canaries {
  private static final String PREFIX = "/canarySettings";

  private final MotoClient moto;
  private final Map<String, ObjectNode> byStage = new ConcurrentHashMap<>();

  Canaries(MotoClient moto) {
    this.moto = moto;
  }

  /** Updates a stage; what concerns its canary goes no further. */
  WireReply update(Call call, Next next) {
    JsonNode body = moto.parse(new WireReply(200, Map.of(), call.request().body()));
    ArrayNode others = JsonNodeFactory.instance.arrayNode();
    ArrayNode ours = JsonNodeFactory.instance.arrayNode();
    for (JsonNode operation : body.path("patchOperations")) {
      (operation.path("path").asText().startsWith(PREFIX) ? ours : others).add(operation);
    }
    if (ours.isEmpty()) {
      return next.proceed(call);
    }
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    rest.set("patchOperations", others);
    WireReply reply = next.proceed(call.with(call.request().withBody(rest.toString())));
    if (reply.ok()) {
      ours.forEach(operation -> apply(call.request().path(), operation));
    }
    return reply;
  }

  private void apply(String stage, JsonNode operation) {
    String path = operation.path("path").asText();
    if (path.equals(PREFIX)) {
      byStage.remove(stage);
      return;
    }
    String name = path.substring(PREFIX.length() + 1);
    ObjectNode canary = byStage.computeIfAbsent(stage, s -> JsonNodeFactory.instance.objectNode());
    if (name.equals("percentTraffic")) {
      canary.put(name, operation.path("value").asDouble());
    } else {
      canary.set(name, operation.path("value"));
    }
  }

  /** Shows canaries in what {@code GetStage}, {@code GetStages} and {@code UpdateStage} answer. */
  void show(String path, JsonNode answer) {
    if (path.endsWith("/stages")) {
      answer
          .path("item")
          .forEach(stage -> add(path + "/" + stage.path("stageName").asText(), stage));
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
