package io.originlock.lab.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.LabException;
import io.originlock.lab.control.AwsCall;
import io.originlock.lab.control.Query;
import io.originlock.lab.control.iam.Permissions;
import io.originlock.lab.functions.LambdaApi;
import io.originlock.lab.functions.NoSuchFunctionException;
import io.originlock.lab.iam.Permission;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.net.Daemons;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fires the schedules that Terraform declared. They are off until they are turned on. */
public final class Schedules implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);
  private static final long LOOK_MILLIS = 100;

  private final MotoClient moto;
  private final LambdaApi lambda;
  private final Permissions permissions;
  private final Pace pace;
  private final Map<Schedule, Instant> next = new HashMap<>();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("schedules"));
  private volatile boolean on;
  private volatile boolean stale = true;

  public Schedules(MotoClient moto, LambdaApi lambda, Permissions permissions, Pace pace) {
    this.moto = moto;
    this.lambda = lambda;
    this.permissions = permissions;
    this.pace = pace;
    executor.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Lets schedules fire, or not. What was due in between is lost, as with a disabled schedule. */
  public void set(boolean fires) {
    on = fires;
    stale = true;
  }

  /** The names of all schedules. */
  public List<String> names() {
    return read().stream().map(Schedule::name).toList();
  }

  /** Fires a schedule at once, whether it is due, enabled, or not. */
  public void fireNow(String name) {
    Schedule schedule =
        read().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new LabException("schedule " + name, "fire it", "There are " + names() + "."));
    fire(schedule, pace.now());
  }

  /** Looks again when somebody changes schedules. */
  public void hear(AwsCall call) {
    if (call.service().equals("scheduler") && call.writes()) {
      stale = true;
    }
  }

  @Override
  public void close() {
    on = false;
    executor.shutdownNow();
  }

  private void look() {
    try {
      if (!on) {
        return;
      }
      Instant now = pace.now();
      if (stale) {
        stale = false;
        refresh(now);
      }
      List.copyOf(next.entrySet())
          .forEach(
              entry -> {
                if (!entry.getValue().isAfter(now)) {
                  Schedule schedule = entry.getKey();
                  advance(schedule, now);
                  fire(schedule, entry.getValue());
                }
              });
    } catch (RuntimeException e) {
      // A schedule that cannot fire must not stop the others for good.
      LOG.error("schedules could not be looked at", e);
    }
  }

  private void refresh(Instant now) {
    List<Schedule> current = read();
    next.keySet().removeIf(schedule -> !current.contains(schedule));
    current.stream()
        .filter(Schedule::enabled)
        .filter(schedule -> !next.containsKey(schedule))
        .forEach(schedule -> advance(schedule, now.minusMillis(1)));
  }

  private void advance(Schedule schedule, Instant last) {
    Instant anchor = schedule.start().orElse(pace.now());
    // A rate counts from the schedule's start, or from when it was first seen.
    Instant first = next.getOrDefault(schedule, anchor);
    Expression expression = Expression.parse(schedule.expression(), schedule.timezone(), first);
    Instant earliest = schedule.start().orElse(Instant.MIN);
    expression
        .after(last.isBefore(earliest) ? earliest.minusMillis(1) : last)
        .filter(time -> schedule.end().map(time::isBefore).orElse(true))
        .ifPresentOrElse(time -> next.put(schedule, time), () -> next.remove(schedule));
  }

  private void fire(Schedule schedule, Instant due) {
    if (!permissions.allow(
        "scheduler", schedule.role(), Permission.of("lambda:InvokeFunction", schedule.target()))) {
      return;
    }
    String input =
        schedule
            .input()
            .replace(
                "<aws.scheduler.schedule-arn>",
                "arn:aws:scheduler:us-east-1:123456789012:schedule/"
                    + schedule.group()
                    + "/"
                    + schedule.name())
            .replace(
                "<aws.scheduler.scheduled-time>", due.truncatedTo(ChronoUnit.SECONDS).toString())
            .replace("<aws.scheduler.execution-id>", UUID.randomUUID().toString())
            .replace("<aws.scheduler.attempt-number>", "1");
    try {
      lambda.submit(schedule.target(), "", input.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchFunctionException e) {
      LOG.warn("schedule {}: {}", schedule.name(), e.getMessage());
      schedule.deadLetters().ifPresent(queue -> deadLetter(schedule, queue, input));
    }
  }

  private void deadLetter(Schedule schedule, String queueArn, String input) {
    if (permissions.allow(
        "scheduler", schedule.role(), Permission.of("sqs:SendMessage", queueArn))) {
      moto.query(
          "sqs",
          "Action=SendMessage&QueueUrl="
              + Query.encode(
                  moto.endpoint()
                      + "/123456789012/"
                      + queueArn.substring(queueArn.lastIndexOf(':') + 1))
              + "&MessageBody="
              + Query.encode(input));
    }
  }

  private List<Schedule> read() {
    JsonNode list = moto.parse(moto.rest("scheduler", "GET", "/schedules?MaxResults=100", null));
    return StreamSupport.stream(list.path("Schedules").spliterator(), false)
        .flatMap(
            summary ->
                moto
                    .read(
                        "scheduler",
                        "/schedules/"
                            + summary.path("Name").asText()
                            + "?groupName="
                            + summary.path("GroupName").asText("default"))
                    .stream())
        .map(Schedule::of)
        .toList();
  }
}
