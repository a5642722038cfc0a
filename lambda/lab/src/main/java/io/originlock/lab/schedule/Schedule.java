package io.originlock.lab.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A schedule as Terraform declared it.
 *
 * @param expression {@code rate(…)}, {@code cron(…)} or {@code at(…)}
 * @param input the event, with the Scheduler's placeholders
 */
record Schedule(
    String group,
    String name,
    String expression,
    String timezone,
    boolean enabled,
    Optional<Instant> start,
    Optional<Instant> end,
    String target,
    String role,
    Optional<String> deadLetters,
    String input) {

  static Schedule of(JsonNode node) {
    JsonNode target = node.path("Target");
    return new Schedule(
        node.path("GroupName").asText("default"),
        node.path("Name").asText(),
        node.path("ScheduleExpression").asText(),
        node.path("ScheduleExpressionTimezone").asText("UTC"),
        node.path("State").asText("ENABLED").equals("ENABLED"),
        instant(node.path("StartDate")),
        instant(node.path("EndDate")),
        target.path("Arn").asText(),
        target.path("RoleArn").asText(),
        Optional.of(target.at("/DeadLetterConfig/Arn").asText("")).filter(arn -> !arn.isEmpty()),
        target.path("Input").asText("{}"));
  }

  private static Optional<Instant> instant(JsonNode node) {
    return node.isNumber()
        ? Optional.of(Instant.ofEpochMilli(Math.round(node.asDouble() * 1000)))
        : Optional.empty();
  }
}
