package io.originlock.lab.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.finding.Kind;
import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.Clients;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A lock for an {@link UnlockedApi} behind a clean distribution, made without Terraform. */
final class BareLock {
  private final AwsLab lab;
  private final Clients clients;
  private final String name = "b" + UUID.randomUUID().toString().substring(0, 8);
  private final UnlockedApi api;
  private final String distribution;
  private final String plan;
  private final Map<String, String> variables;

  /**
   * @param stageProbe where it probes past CloudFront; null for nowhere
   */
  BareLock(AwsLab lab, Clients clients, String gate, String stageProbe) {
    this.lab = lab;
    this.clients = clients;
    this.api = new UnlockedApi(lab.endpoint(), clients);
    this.distribution = api.clean();
    this.plan = api.plan();
    this.variables =
        new HashMap<>(
            BareWorker.variables(
                name,
                "[{\"id\":\"%s\",\"origins\":[\"%s\"]}]"
                    .formatted(distribution, UnlockedApi.ORIGIN),
                "[{\"rest_api_id\":\"%s\",\"stage\":\"%s\",\"probe_url\":%s}]"
                    .formatted(
                        api.id(),
                        UnlockedApi.STAGE,
                        stageProbe == null ? "null" : "\"" + stageProbe + "\"")));
    variables.put("ORIGIN_LOCK_GATE", gate);
    variables.put("ORIGIN_LOCK_GRANTED", "[]");
    switch (gate) {
      case "api-key" -> variables.put("ORIGIN_LOCK_USAGE_PLAN_ID", plan);
      case "signature" -> variables.put("ORIGIN_LOCK_AUTHORIZER_ARN", authorizer());
      case "web-acl" -> {
        BareFirewall firewall = new BareFirewall(lab.endpoint(), name);
        String group = firewall.group("lock", 100);
        firewall.protect(api.id(), UnlockedApi.STAGE, group);
        variables.put("ORIGIN_LOCK_RULE_GROUP_ARN", group);
      }
      default -> {}
    }
    BareWorker.publishNothing(clients, name);
  }

  UnlockedApi api() {
    return api;
  }

  String distribution() {
    return distribution;
  }

  String plan() {
    return plan;
  }

  /** The ARN of the authorizer's function, with the gate signature. */
  String authorizer() {
    return "arn:aws:lambda:us-east-1:123456789012:function:" + name + "-authorizer";
  }

  /** A place of a finding, with the ids of this lock's world. */
  String place(String words) {
    return words
        .replace("{distribution}", "CloudFront distribution " + distribution)
        .replace("{api}", "REST API " + api.id())
        .replace("{stage}", "stage " + UnlockedApi.STAGE + " of REST API " + api.id())
        .replace("{plan}", "usage plan " + plan + " (plan of " + api.id() + ")");
  }

  /** Its worker. */
  BareWorker worker() {
    return BareWorker.deploy(lab, clients, name, variables);
  }

  /** The same when these are accepted, places by kind. */
  BareWorker accepting(Map<Kind, String> findings) {
    Map<String, String> more = new HashMap<>(variables);
    more.put(
        "ORIGIN_LOCK_ACCEPTED_FINDINGS",
        new ObjectMapper()
            .valueToTree(
                findings.entrySet().stream()
                    .map(
                        each ->
                            Map.of(
                                "kind", each.getKey().label(),
                                "place", each.getValue(),
                                "reason", "so it shall be"))
                    .toList())
            .toString());
    return BareWorker.deploy(lab, clients, name + "-accepting", more);
  }
}
