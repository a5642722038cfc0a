package io.originlock.lab.functions;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.iam.Permissions;
import io.originlock.lab.iam.Permission;
import io.originlock.lab.moto.MotoClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what functions print to their log groups, as far as their roles allow: at the end of an
 * invocation, and every second what was read from their processes after it.
 */
final class LogDelivery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogDelivery.class);
  private static final Duration APART = Duration.ofSeconds(1);

  private final MotoClient moto;
  private final Permissions permissions;
  private final FunctionMetrics metrics;
  private final Set<String> streams = ConcurrentHashMap.newKeySet();
  private final Set<Sandbox> followed = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lab-logs");
            thread.setDaemon(true);
            return thread;
          });

  LogDelivery(MotoClient moto, Permissions permissions, FunctionMetrics metrics) {
    this.metrics = metrics;
    this.moto = moto;
    this.permissions = permissions;
    later.scheduleWithFixedDelay(this::deliver, APART.toMillis(), APART.toMillis(), MILLISECONDS);
  }

  /** Delivers from now on what this process prints, as long as it runs. */
  Sandbox follow(Sandbox sandbox) {
    followed.add(sandbox);
    return sandbox;
  }

  private void deliver() {
    followed.removeIf(sandbox -> !sandbox.alive());
    try {
      followed.forEach(this::deliver);
    } catch (RuntimeException e) {
      LOG.warn("Lines of functions could not be delivered", e);
    }
  }

  @Override
  public void close() {
    later.shutdownNow();
  }

  /** Delivers a sandbox's lines. Without the permission they are lost, as on AWS, and recorded. */
  void deliver(Sandbox sandbox) {
    List<String> lines = sandbox.takeLines();
    FunctionConfig config = sandbox.config();
    String group = config.logging().group();
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
      metrics.logged(lines);
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
