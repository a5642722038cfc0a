package io.originlock.lab.alarms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes the metrics out of what functions print, as CloudWatch Logs does. What is not of the form
 * is a line like any other.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
 *     metric format</a>
 */
public final class EmbeddedMetrics {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MetricData data;

  public EmbeddedMetrics(MetricData data) {
    this.data = data;
  }

  /** Reads one line of a function's log. */
  public void read(String line) {
    if (!line.startsWith("{")) {
      return;
    }
    JsonNode root = parse(line);
    JsonNode time = root.at("/_aws/Timestamp");
    if (!time.isIntegralNumber()) {
      return;
    }
    Instant at = Instant.ofEpochMilli(time.asLong());
    for (JsonNode directive : root.at("/_aws/CloudWatchMetrics")) {
      for (JsonNode dimensions : directive.path("Dimensions")) {
        for (JsonNode metric : directive.path("Metrics")) {
          String name = metric.path("Name").asText();
          put(
              new Metric(directive.path("Namespace").asText(), name, dimensions(root, dimensions)),
              root.path(name),
              at);
        }
      }
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException notJson) {
      return JSON.missingNode();
    }
  }

  private static Map<String, String> dimensions(JsonNode root, JsonNode names) {
    Map<String, String> all = new HashMap<>();
    names.forEach(name -> all.put(name.asText(), root.path(name.asText()).asText()));
    return all;
  }

  private void put(Metric metric, JsonNode value, Instant at) {
    if (value.isArray()) {
      value.forEach(each -> put(metric, each, at));
    } else if (value.isNumber()) {
      data.put(metric, value.asDouble(), at);
    }
  }
}
