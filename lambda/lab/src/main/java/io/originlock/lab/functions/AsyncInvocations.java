package io.originlock.lab.functions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.Query;
import io.originlock.lab.control.iam.Permissions;
import io.originlock.lab.iam.Permission;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.net.Daemons;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs functions for events that nobody waits for.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">How
 *     Lambda handles errors and retries</a>
 */
final class AsyncInvocations implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AsyncInvocations.class);
  private static final Duration THROTTLED_WAIT = Duration.ofSeconds(1);

  private final Functions functions;
  private final EventInvokeConfigs configs;
  private final Permissions permissions;
  private final MotoClient moto;
  private final UnaryOperator<Duration> pace;
  private final ScheduledExecutorService executor =
      Executors.newScheduledThreadPool(8, Daemons.named("async"));

  AsyncInvocations(
      Functions functions,
      EventInvokeConfigs configs,
      Permissions permissions,
      MotoClient moto,
      UnaryOperator<Duration> pace) {
    this.functions = functions;
    this.configs = configs;
    this.permissions = permissions;
    this.moto = moto;
    this.pace = pace;
  }

  private record Event(
      String function,
      String qualifier,
      byte[] payload,
      long since,
      EventInvokeConfigs.Policy policy) {}

  void submit(String function, String qualifier, byte[] payload) {
    schedule(
        new Event(function, qualifier, payload, System.nanoTime(), configs.of(function, qualifier)),
        0,
        Duration.ZERO);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private void schedule(Event event, int attempt, Duration delay) {
    try {
      executor.schedule(() -> run(event, attempt), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      LOG.debug("an event for {} is dropped: the lab closes", event.function());
    }
  }

  private void run(Event event, int attempt) {
    try {
      if (tooOld(event)) {
        giveUp(event, "EventAgeExceeded", attempt, "");
        return;
      }
      Outcome outcome = functions.invoke(event.function(), event.qualifier(), event.payload());
      if (!outcome.failed()) {
        return;
      }
      if (attempt >= event.policy().retries()) {
        giveUp(event, "RetriesExhausted", attempt + 1, outcome.text());
      } else {
        // One minute before the first retry, two before the second.
        schedule(event, attempt + 1, pace.apply(Duration.ofMinutes(attempt + 1L)));
      }
    } catch (ThrottledException e) {
      schedule(event, attempt, THROTTLED_WAIT);
    } catch (NoSuchFunctionException e) {
      LOG.debug("an event is dropped: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("an event for {} failed in the lab", event.function(), e);
    }
  }

  private boolean tooOld(Event event) {
    return System.nanoTime() - event.since() > pace.apply(event.policy().maxAge()).toNanos();
  }

  private void giveUp(Event event, String condition, int attempts, String response) {
    event
        .policy()
        .destination()
        .filter(arn -> arn.startsWith("arn:aws:sqs:"))
        .ifPresent(arn -> send(event, arn, message(event, condition, attempts, response)));
  }

  private void send(Event event, String queueArn, String message) {
    String role = functions.roleOf(event.function());
    if (permissions.allow(event.function(), role, Permission.of("sqs:SendMessage", queueArn))) {
      String queue = queueArn.substring(queueArn.lastIndexOf(':') + 1);
      moto.query(
          "sqs",
          "Action=SendMessage&QueueUrl="
              + Query.encode(moto.endpoint() + "/123456789012/" + queue)
              + "&MessageBody="
              + Query.encode(message));
    }
  }

  private static String message(Event event, String condition, int attempts, String response) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("version", "1.0");
    node.putObject("requestContext")
        .put("functionArn", Functions.arn(event.function(), event.qualifier()))
        .put("condition", condition)
        .put("approximateInvokeCount", attempts);
    node.put("requestPayload", new String(event.payload(), StandardCharsets.UTF_8));
    node.put("responsePayload", response);
    return node.toString();
  }
}
