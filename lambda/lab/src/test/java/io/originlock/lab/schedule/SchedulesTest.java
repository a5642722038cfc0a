package io.originlock.lab.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.Eventually;
import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.Clients;
import io.originlock.lab.control.SharedLab;
import io.originlock.lab.functions.Deployed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.scheduler.model.DeadLetterConfig;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;

@ExtendWith(SharedLab.class)
class SchedulesTest {
  private final AwsLab lab;
  private final Clients clients;
  private final Deployed function;

  SchedulesTest(AwsLab lab, Clients clients) {
    this.lab = lab;
    this.clients = clients;
    this.function = Deployed.deploy(clients, 10, Deployed.logs());
    clients
        .lambda()
        .createAlias(r -> r.functionName(function.name()).name("tick").functionVersion("1"));
  }

  @AfterEach
  void quiet() {
    lab.schedules().set(false);
    clients.scheduler().deleteSchedule(r -> r.name(function.name()));
  }

  @Test
  void firesAtItsRateWithItsInputFilledIn() {
    declare(
        "rate(1 minute)",
        null,
        Deployed.statement(
            "Go",
            "lambda:InvokeFunction",
            "arn:aws:lambda:us-east-1:123456789012:function:*:tick"));

    lab.schedules().set(true);

    Eventually.await("it fired twice", () -> events() >= 2);
    assertThat(log())
        .containsPattern("event \\{\"id\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\"");
    assertThat(log()).doesNotContain("<aws.scheduler");
  }

  @Test
  void waitsForItsStartAndCanBeFiredByHand() {
    declare(
        "rate(1 minute)",
        Instant.now().plus(Duration.ofDays(2)),
        Deployed.statement(
            "Go",
            "lambda:InvokeFunction",
            "arn:aws:lambda:us-east-1:123456789012:function:*:tick"));
    lab.schedules().set(true);

    lab.schedules().fireNow(function.name());

    Eventually.await("it fired", () -> events() == 1);
    assertThat(lab.schedules().names()).contains(function.name());
  }

  @Test
  void aScheduleWithoutThePermissionInvokesNothing() {
    declare(
        "rate(1 minute)",
        null,
        Deployed.statement(
            "Go",
            "lambda:InvokeFunction",
            "arn:aws:lambda:us-east-1:123456789012:function:*:other"));

    lab.schedules().fireNow(function.name());

    assertThat(lab.permissions().violations())
        .anyMatch(violation -> violation.role().equals("s-" + function.name()));
    assertThat(events()).isZero();
  }

  @Test
  void whatCannotBeInvokedGoesToTheDeadLetters() {
    String name = function.name();
    String queue = "arn:aws:sqs:us-east-1:123456789012:" + name;
    lab.moto().query("sqs", "Action=CreateQueue&QueueName=" + name);
    declare(
        "rate(1 minute)",
        Instant.now().plus(Duration.ofDays(2)),
        Deployed.statement(
                "Go",
                "lambda:InvokeFunction",
                "arn:aws:lambda:us-east-1:123456789012:function:*:tick")
            + ","
            + Deployed.statement("DeadLetters", "sqs:SendMessage", queue),
        queue);
    clients.lambda().deleteAlias(r -> r.functionName(name).name("tick"));

    lab.schedules().fireNow(name);

    Eventually.await(
        "the event is in the queue",
        () ->
            lab.moto()
                .query(
                    "sqs",
                    "Action=ReceiveMessage&QueueUrl=http%3A%2F%2Flocalhost%2F123456789012%2F"
                        + name)
                .text()
                .contains("<Body>"));
  }

  private void declare(String expression, Instant start, String statement) {
    declare(expression, start, statement, null);
  }

  private void declare(String expression, Instant start, String statement, String deadLetters) {
    String role =
        Deployed.role(clients, "s-" + function.name(), "scheduler.amazonaws.com", statement);
    String arn =
        clients.lambda().getAlias(r -> r.functionName(function.name()).name("tick")).aliasArn();
    clients
        .scheduler()
        .createSchedule(
            r ->
                r.name(function.name())
                    .scheduleExpression(expression)
                    .startDate(start)
                    .state(ScheduleState.ENABLED)
                    .flexibleTimeWindow(w -> w.mode("OFF"))
                    .target(
                        t ->
                            t.arn(arn)
                                .roleArn(role)
                                .deadLetterConfig(
                                    deadLetters == null
                                        ? null
                                        : DeadLetterConfig.builder().arn(deadLetters).build())
                                .input("{\"id\":\"<aws.scheduler.scheduled-time>\"}")));
  }

  private long events() {
    return log().lines().filter(line -> line.startsWith("event ")).count();
  }

  private String log() {
    Path file = lab.functions().logFile(function.name());
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
