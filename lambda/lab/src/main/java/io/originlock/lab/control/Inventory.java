package io.originlock.lab.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Everything that exists in the local AWS. */
public final class Inventory {
  private final MotoClient moto;
  private final Supplier<List<String>> distributions;
  private final Supplier<List<String>> compositeAlarms;

  /**
   * Makes an inventory.
   *
   * @param distributions the ids of the distributions, which aren't moto's
   * @param compositeAlarms the names of the composite alarms, which aren't either
   */
  public Inventory(
      MotoClient moto,
      Supplier<List<String>> distributions,
      Supplier<List<String>> compositeAlarms) {
    this.compositeAlarms = compositeAlarms;
    this.moto = moto;
    this.distributions = distributions;
  }

  /** The names or ids of all resources by kind; kinds of which there are none are left out. */
  public Map<String, List<String>> take() {
    Map<String, List<String>> found = new TreeMap<>();
    found.put("cloudfront distribution", distributions.get());
    found.put("composite alarm", compositeAlarms.get());
    found.put("rest api", rest("apigateway", "/restapis", "item", "id"));
    found.put("api key", rest("apigateway", "/apikeys", "item", "name"));
    found.put("usage plan", rest("apigateway", "/usageplans", "item", "name"));
    found.put("function", rest("lambda", "/2015-03-31/functions", "Functions", "FunctionName"));
    found.put("schedule", rest("scheduler", "/schedules", "Schedules", "Name"));
    found.put(
        "schedule group",
        without("default", rest("scheduler", "/schedule-groups", "ScheduleGroups", "Name")));
    found.put(
        "parameter", target("ssm", "AmazonSSM.DescribeParameters", "{}", "Parameters", "Name"));
    found.put(
        "log group",
        target("logs", "Logs_20140328.DescribeLogGroups", "{}", "logGroups", "logGroupName"));
    found.put("queue", target("sqs", "AmazonSQS.ListQueues", "{}", "QueueUrls", ""));
    found.put("kms key", customerKeys());
    List.of("REGIONAL", "CLOUDFRONT")
        .forEach(
            scope -> {
              String body = "{\"Scope\":\"" + scope + "\"}";
              String suffix = " (" + scope + ")";
              found.put("web acl" + suffix, waf("ListWebACLs", body, "WebACLs"));
              found.put("rule group" + suffix, waf("ListRuleGroups", body, "RuleGroups"));
              found.put("ip set" + suffix, waf("ListIPSets", body, "IPSets"));
            });
    found.put("role", query("iam", "ListRoles", "2010-05-08", "", "RoleName"));
    found.put("policy", query("iam", "ListPolicies", "2010-05-08", "&Scope=Local", "PolicyName"));
    found.put("alarm", query("monitoring", "DescribeAlarms", "2010-08-01", "", "AlarmName"));
    found.put(
        "dashboard", query("monitoring", "ListDashboards", "2010-08-01", "", "DashboardName"));
    found.put("topic", query("sns", "ListTopics", "2010-03-31", "", "TopicArn"));
    found.put("bucket", xml(moto.rest("s3", "GET", "/", null), "Name"));
    found.values().removeIf(List::isEmpty);
    return found;
  }

  private List<String> rest(String service, String path, String list, String name) {
    return moto.read(service, path).map(answer -> names(answer.path(list), name)).orElse(List.of());
  }

  private List<String> target(
      String service, String target, String body, String list, String name) {
    WireReply reply = moto.target(service, target, body);
    return reply.ok() ? names(moto.parse(reply).path(list), name) : List.of();
  }

  private List<String> waf(String operation, String body, String list) {
    return target("wafv2", "AWSWAF_20190729." + operation, body, list, "Name");
  }

  private List<String> customerKeys() {
    return target("kms", "TrentService.ListKeys", "{}", "Keys", "KeyId").stream()
        .filter(
            id -> {
              JsonNode key =
                  moto.parse(
                          moto.target(
                              "kms", "TrentService.DescribeKey", "{\"KeyId\":\"" + id + "\"}"))
                      .path("KeyMetadata");
              // A deleted key waits for days; AWS's own are never deleted.
              return key.path("KeyManager").asText().equals("CUSTOMER")
                  && !key.path("KeyState").asText().equals("PendingDeletion");
            })
        .toList();
  }

  private List<String> query(
      String service, String action, String version, String more, String element) {
    return xml(moto.query(service, "Action=" + action + "&Version=" + version + more), element);
  }

  private static List<String> xml(WireReply reply, String element) {
    return Pattern.compile("<%s>(.*?)</%s>".formatted(element, element))
        .matcher(reply.text())
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static List<String> names(JsonNode list, String name) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(item -> name.isEmpty() ? item.asText() : item.path(name).asText())
        .toList();
  }

  private static List<String> without(String name, List<String> names) {
    return names.stream().filter(other -> !other.equals(name)).toList();
  }
}
