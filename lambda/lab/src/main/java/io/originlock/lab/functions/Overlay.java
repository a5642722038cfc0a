package io.originlock.lab.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The parts of a function's configuration that moto drops, put back into its answers. */
final class Overlay {
  private static final List<String> DROPPED =
      List.of("SnapStart", "LoggingConfig", "KMSKeyArn", "DeadLetterConfig");

  private final Map<String, ObjectNode> byFunction = new ConcurrentHashMap<>();

  /** Remembers what a request sets. */
  void remember(String function, JsonNode request) {
    ObjectNode kept =
        byFunction.computeIfAbsent(function, name -> JsonNodeFactory.instance.objectNode());
    DROPPED.stream()
        .filter(request::hasNonNull)
        .forEach(field -> kept.set(field, request.get(field)));
  }

  void forget(String function) {
    byFunction.remove(function);
  }

  /** Completes every configuration in an answer. */
  void apply(JsonNode answer) {
    if (answer.isArray()) {
      answer.forEach(this::apply);
    } else if (answer instanceof ObjectNode object) {
      if (object.has("FunctionName") && object.has("CodeSha256")) {
        complete(object);
      }
      List.of("Configuration", "Functions", "Versions").forEach(f -> apply(object.path(f)));
    }
  }

  private void complete(ObjectNode configuration) {
    String function = configuration.path("FunctionName").asText();
    JsonNode kept =
        byFunction.getOrDefault(function, JsonNodeFactory.instance.objectNode()).deepCopy();
    kept.properties().forEach(field -> configuration.set(field.getKey(), field.getValue()));
    if (kept.path("KMSKeyArn").asText("").isEmpty()) {
      configuration.remove("KMSKeyArn");
    }
    if (kept.at("/DeadLetterConfig/TargetArn").asText("").isEmpty()) {
      configuration.remove("DeadLetterConfig");
    }
    ObjectNode snapStart = configuration.putObject("SnapStart");
    String applyOn = kept.at("/SnapStart/ApplyOn").asText("None");
    boolean published = !configuration.path("Version").asText().equals("$LATEST");
    snapStart.put("ApplyOn", applyOn);
    snapStart.put(
        "OptimizationStatus", published && applyOn.equals("PublishedVersions") ? "On" : "Off");
    ObjectNode logging = configuration.withObject("/LoggingConfig");
    if (!logging.has("LogFormat")) {
      logging.put("LogFormat", "Text");
    }
    if (!logging.has("LogGroup")) {
      logging.put("LogGroup", "/aws/lambda/" + function);
    }
  }
}
