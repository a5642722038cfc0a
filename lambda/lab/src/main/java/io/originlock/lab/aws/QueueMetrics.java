package io.originlock.lab.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.alarms.Metric;
import io.originlock.lab.alarms.MetricData;
import io.originlock.lab.moto.MotoClient;
import java.time.Instant;
import java.util.Map;

/**
 * How many messages each queue holds, which SQS reports once a minute.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html">Available
 *     CloudWatch metrics for Amazon SQS</a>
 */
final class QueueMetrics {
  private static final String VISIBLE = "ApproximateNumberOfMessages";

  private final MotoClient moto;
  private final MetricData data;

  QueueMetrics(MotoClient moto, MetricData data) {
    this.moto = moto;
    this.data = data;
  }

  void report(Instant at) {
    for (JsonNode url :
        call("ListQueues", JsonNodeFactory.instance.objectNode()).path("QueueUrls")) {
      ObjectNode request = JsonNodeFactory.instance.objectNode().put("QueueUrl", url.asText());
      request.putArray("AttributeNames").add(VISIBLE);
      double messages =
          call("GetQueueAttributes", request).path("Attributes").path(VISIBLE).asDouble();
      String name = url.asText().substring(url.asText().lastIndexOf('/') + 1);
      data.put(new Metric("AWS/SQS", VISIBLE + "Visible", Map.of("QueueName", name)), messages, at);
    }
  }

  private JsonNode call(String operation, ObjectNode request) {
    return moto.parse(moto.target("sqs", "AmazonSQS." + operation, request.toString()));
  }
}
