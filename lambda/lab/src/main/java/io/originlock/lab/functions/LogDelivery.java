package io.originlock.lab.functions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.iam.Permission;
import io.originlock.lab.iam.Permissions;
import io.originlock.lab.moto.MotoClient;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Delivers what functions print to their log groups, as far as their roles allow. */
final class LogDelivery {
  private final MotoClient moto;
  private final Permissions permissions;
  private final Set<String> streams = ConcurrentHashMap.newKeySet();

  LogDelivery(MotoClient moto, Permissions permissions) {
    this.moto = moto;
    this.permissions = permissions;
  }

  /** Delivers a sandbox's lines. Without the permission they are lost, as on AWS, and recorded. */
  void deliver(Sandbox sandbox) {
    List<String> lines = sandbox.takeLines();
    FunctionConfig config = sandbox.config();
    String group = "/aws/lambda/" + config.name();
    String stream = "[" + config.version() + "]" + sandbox.id();
    if (lines.isEmpty() || !open(config, group, stream)) {
      return;
    }
    if (allowed(config, "logs:PutLogEvents", group, stream)) {
      ObjectNode request = request(group, stream);
      ArrayNode events = request.putArray("logEvents");
      long now = System.currentTimeMillis();
      lines.stream()
          .filter(line -> !line.isEmpty())
          .forEach(line -> events.addObject().put("timestamp", now).put("message", line));
      moto.target("logs", "Logs_20140328.PutLogEvents", request.toString());
    }
  }

  private boolean open(FunctionConfig config, String group, String stream) {
    if (streams.contains(stream)) {
      return true;
    }
    if (!groupExists(group)) {
      if (!allowed(config, "logs:CreateLogGroup", group, "")) {
        return false;
      }
      moto.target(
          "logs",
          "Logs_20140328.CreateLogGroup",
          JsonNodeFactory.instance.objectNode().put("logGroupName", group).toString());
    }
    if (!allowed(config, "logs:CreateLogStream", group, stream)) {
      return false;
    }
    moto.target("logs", "Logs_20140328.CreateLogStream", request(group, stream).toString());
    streams.add(stream);
    return true;
  }

  private boolean groupExists(String group) {
    return moto.parse(
            moto.target(
                "logs",
                "Logs_20140328.DescribeLogGroups",
                JsonNodeFactory.instance.objectNode().put("logGroupNamePrefix", group).toString()))
        .path("logGroups")
        .findValuesAsText("logGroupName")
        .contains(group);
  }

  private boolean allowed(FunctionConfig config, String action, String group, String stream) {
    String arn =
        "arn:aws:logs:us-east-1:123456789012:log-group:"
            + group
            + (stream.isEmpty() ? "" : ":log-stream:" + stream);
    return permissions.allow(config.name(), config.role(), Permission.of(action, arn));
  }

  private static ObjectNode request(String group, String stream) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("logGroupName", group)
        .put("logStreamName", stream);
  }
}
