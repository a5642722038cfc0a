package io.originlock.lab.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.moto.WireReply;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How asynchronous events are retried, by function and qualifier; moto knows no qualifiers. */
final class EventInvokeConfigs {
  private final Clock clock;
  private final Map<Key, ObjectNode> configs = new ConcurrentHashMap<>();

  EventInvokeConfigs(Clock clock) {
    this.clock = clock;
  }

  private record Key(String function, String qualifier) {}

  /**
   * What counts for an event.
   *
   * @param retries after the first attempt
   * @param destination the ARN that a failed event is sent to
   */
  record Policy(int retries, Duration maxAge, Optional<String> destination) {}

  Policy of(String function, String qualifier) {
    JsonNode node = configs.get(key(function, qualifier));
    // https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html
    JsonNode config = node == null ? JsonNodeFactory.instance.objectNode() : node;
    return new Policy(
        config.path("MaximumRetryAttempts").asInt(2),
        Duration.ofSeconds(config.path("MaximumEventAgeInSeconds").asLong(21_600)),
        Optional.of(config.at("/DestinationConfig/OnFailure/Destination").asText(""))
            .filter(arn -> !arn.isEmpty()));
  }

  WireReply put(String function, String qualifier, JsonNode body, boolean merge) {
    Key key = key(function, qualifier);
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    if (merge && configs.containsKey(key)) {
      config.setAll(configs.get(key));
    }
    body.properties().stream()
        .filter(field -> !field.getValue().isNull())
        .forEach(field -> config.set(field.getKey(), field.getValue()));
    config.put("FunctionArn", Functions.arn(function, key.qualifier()));
    config.put("LastModified", clock.instant().getEpochSecond());
    configs.put(key, config);
    return WireReply.json(200, config.toString());
  }

  WireReply get(String function, String qualifier) {
    ObjectNode config = configs.get(key(function, qualifier));
    return config == null ? missing(function, qualifier) : WireReply.json(200, config.toString());
  }

  WireReply delete(String function, String qualifier) {
    return configs.remove(key(function, qualifier)) == null
        ? missing(function, qualifier)
        : new WireReply(204, Map.of(), new byte[0]);
  }

  WireReply list(String function) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode all = answer.putArray("FunctionEventInvokeConfigs");
    configs.forEach(
        (key, config) -> {
          if (key.function().equals(function)) {
            all.add(config);
          }
        });
    return WireReply.json(200, answer.toString());
  }

  void forget(String function) {
    configs.keySet().removeIf(key -> key.function().equals(function));
  }

  private static Key key(String function, String qualifier) {
    return new Key(function, qualifier.isEmpty() ? "$LATEST" : qualifier);
  }

  private static WireReply missing(String function, String qualifier) {
    return AwsErrors.reply(
        "lambda",
        404,
        "ResourceNotFoundException",
        "The function "
            + Functions.arn(function, key(function, qualifier).qualifier())
            + " doesn't have an EventInvokeConfig");
  }
}
