package io.originlock.lab.control.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Query;
import io.originlock.lab.model.Account;
import java.util.Locale;
import java.util.Optional;

/**
 * What a call creates. API Gateway, IAM and Parameter Store have rules of their own.
 *
 * @param action {@code sqs:CreateQueue}
 * @param resource the ARN that it will have, with an asterisk for what AWS makes up
 * @param tagging the permission that AWS asks for besides if the call has tags, {@code
 *     sqs:TagQueue}
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">Service
 *     Authorization Reference</a>
 */
record Creation(String action, String resource, String tagging) {

  /**
   * What this call creates; empty if it creates nothing that has tags.
   *
   * @param body the request's, if it is JSON
   */
  static Optional<Creation> of(Call call, JsonNode body) {
    String path = call.request().path();
    return Optional.ofNullable(
        switch (call.service() + ":" + call.operation()) {
          case "cloudfront:CreateDistribution", "cloudfront:CreateDistributionWithTags" ->
              new Creation(
                  "cloudfront:CreateDistribution",
                  "arn:aws:cloudfront::" + Account.ID + ":distribution/*",
                  "cloudfront:TagResource");
          case "lambda:CreateFunction" ->
              new Creation(
                  "lambda:CreateFunction",
                  arn("lambda", "function:" + body.path("FunctionName").asText()),
                  "lambda:TagResource");
          // With this end in refusals: https://github.com/elastic/apm-aws-lambda/issues/526
          case "logs:CreateLogGroup" ->
              new Creation(
                  "logs:CreateLogGroup",
                  arn("logs", "log-group:" + body.path("logGroupName").asText() + ":log-stream:"),
                  "logs:TagResource");
          case "monitoring:PutMetricAlarm", "monitoring:PutCompositeAlarm" ->
              new Creation(
                  "cloudwatch:" + call.operation(),
                  arn("cloudwatch", "alarm:" + form(call, "AlarmName")),
                  "cloudwatch:TagResource");
          case "scheduler:CreateScheduleGroup" ->
              new Creation(
                  "scheduler:CreateScheduleGroup",
                  arn("scheduler", "schedule-group/" + path.substring(path.lastIndexOf('/') + 1)),
                  "scheduler:TagResource");
          case "sqs:CreateQueue" ->
              new Creation(
                  "sqs:CreateQueue", arn("sqs", body.path("QueueName").asText()), "sqs:TagQueue");
          case "wafv2:CreateRuleGroup", "wafv2:CreateWebACL" ->
              new Creation("wafv2:" + call.operation(), firewall(call, body), "wafv2:TagResource");
          default -> creates(call) ? bucket(path.substring(1)) : null;
        });
  }

  /** Whether a call to S3, of which the log has method and path, is CreateBucket. */
  private static boolean creates(Call call) {
    return call.service().equals("s3")
        && call.operation().matches("PUT /[^/]+")
        && call.request().query().isEmpty();
  }

  private static Creation bucket(String name) {
    return new Creation("s3:CreateBucket", "arn:aws:s3:::" + name, "s3:TagResource");
  }

  private static String firewall(Call call, JsonNode body) {
    String scope = body.path("Scope").asText().equals("CLOUDFRONT") ? "global" : "regional";
    String kind = call.operation().substring("Create".length()).toLowerCase(Locale.ROOT);
    return arn("wafv2", "%s/%s/%s/*".formatted(scope, kind, body.path("Name").asText()));
  }

  private static String form(Call call, String name) {
    return Query.parse(call.request().text()).first(name).orElse("");
  }

  private static String arn(String service, String resource) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, Account.REGION, Account.ID, resource);
  }
}
