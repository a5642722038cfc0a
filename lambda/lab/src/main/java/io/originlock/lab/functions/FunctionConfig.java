package io.originlock.lab.functions;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A published version of a function, or {@code $LATEST}, as Terraform configured it.
 *
 * @param codeSha256 base64, as Lambda shows it
 * @param memory in MB
 */
record FunctionConfig(
    String name,
    String version,
    String arn,
    String role,
    String runtime,
    String handler,
    Duration timeout,
    int memory,
    String codeSha256,
    Map<String, String> environment) {

  /** Reads a {@code FunctionConfiguration}. */
  static FunctionConfig of(JsonNode node) {
    Map<String, String> environment =
        node.path("Environment").path("Variables").properties().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, e -> e.getValue().asText(), (a, b) -> b, TreeMap::new));
    return new FunctionConfig(
        node.path("FunctionName").asText(),
        node.path("Version").asText(),
        node.path("FunctionArn").asText(),
        node.path("Role").asText(),
        node.path("Runtime").asText(),
        node.path("Handler").asText(),
        Duration.ofSeconds(node.path("Timeout").asLong(3)),
        node.path("MemorySize").asInt(128),
        node.path("CodeSha256").asText(),
        Map.copyOf(environment));
  }
}
