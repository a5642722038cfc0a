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
    Map<String, String> environment,
    Logging logging) {

  /**
   * Where and how a function logs.
   *
   * @param json whether runtimes write lines as JSON
   * @param level the least level of the function's own lines in JSON
   * @param platform whether there are lines of the platform's for every event: not above INFO
   */
  record Logging(String group, boolean json, String level, boolean platform) {
    private static Logging of(JsonNode node, String function) {
      boolean json = node.path("LogFormat").asText("Text").equals("JSON");
      String system = node.path("SystemLogLevel").asText("INFO");
      return new Logging(
          node.path("LogGroup").asText("/aws/lambda/" + function),
          json,
          node.path("ApplicationLogLevel").asText("INFO"),
          !json || !system.equals("WARN"));
    }
  }

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
        Map.copyOf(environment),
        Logging.of(node.path("LoggingConfig"), node.path("FunctionName").asText()));
  }
}
