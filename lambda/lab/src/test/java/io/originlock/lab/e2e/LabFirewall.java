package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.waf.WafCalls;
import io.originlock.lab.control.waf.WafCalls.Answer;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** WAF in front of a {@link LabLock}'s API, as somebody sees it who isn't the worker. */
final class LabFirewall {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LabLock lock;
  private final WafCalls waf;

  LabFirewall(LabLock lock) {
    this.lock = lock;
    this.waf = new WafCalls(lock.site().aws().endpoint());
  }

  /** The web ACL on the stage, its token included. */
  JsonNode webAcl() {
    return read("GetWebACL", lock.stack().output("regional_web_acl_arn"));
  }

  JsonNode lockGroup() {
    return read("GetRuleGroup", lock.stack().output("rule_group_arn")).path("RuleGroup");
  }

  /** The rule group that the web ACL refers to beside the lock's, its token included. */
  JsonNode usersOwnGroup() {
    return groups().stream()
        .filter(arn -> !arn.equals(lock.stack().output("rule_group_arn")))
        .findFirst()
        .map(arn -> read("GetRuleGroup", arn))
        .orElseThrow();
  }

  private List<String> groups() {
    return items(webAcl().path("WebACL").path("Rules"))
        .map(rule -> rule.at("/Statement/RuleGroupReferenceStatement/ARN").asText(""))
        .filter(arn -> !arn.isEmpty())
        .toList();
  }

  /** Writes the lock's group as it is, so that its token changes. */
  void touchLockGroup() {
    JsonNode read = read("GetRuleGroup", lock.stack().output("rule_group_arn"));
    ObjectNode request = JSON.createObjectNode();
    request.put("Scope", "REGIONAL").set("LockToken", read.path("LockToken"));
    for (String name : List.of("Name", "Id", "Rules", "VisibilityConfig", "Description")) {
      request.set(name, read.path("RuleGroup").path(name));
    }
    Answer answer = waf.call("UpdateRuleGroup", request);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
  }

  /** What a viewer gets who calls himself what the user's own rule blocks. */
  int asBadBot() throws IOException {
    try (Wire wire = new Wire(Duration.ofSeconds(10), 1)) {
      return wire.send(
              lock.site().plane().edges(),
              Request.of("GET", "/pets")
                  .with("host", lock.stack().domain())
                  .with("user-agent", "Bad-Bot/1.0"))
          .status();
    }
  }

  /** The names of all that takes samples of requests to the API. */
  List<String> samples() {
    List<JsonNode> all = new ArrayList<>();
    JsonNode acl = webAcl().path("WebACL");
    all.add(acl);
    acl.path("Rules").forEach(all::add);
    for (String arn : groups()) {
      JsonNode group = read("GetRuleGroup", arn).path("RuleGroup");
      all.add(group);
      group.path("Rules").forEach(all::add);
    }
    return all.stream()
        .filter(each -> each.at("/VisibilityConfig/SampledRequestsEnabled").asBoolean())
        .map(each -> each.path("Name").asText())
        .toList();
  }

  /** Where the web ACL writes logs in which the lock's header is legible. */
  List<String> unredactedLogs() {
    JsonNode logging =
        waf.call(
                "GetLoggingConfiguration",
                "{'ResourceArn':'" + lock.stack().output("regional_web_acl_arn") + "'}")
            .body()
            .path("LoggingConfiguration");
    boolean redacted =
        items(logging.path("RedactedFields"))
            .anyMatch(
                field ->
                    field
                        .at("/SingleHeader/Name")
                        .asText("")
                        .equalsIgnoreCase(lock.gate().header()));
    return redacted
        ? List.of()
        : items(logging.path("LogDestinationConfigs")).map(JsonNode::asText).toList();
  }

  /** All that Terraform's state knows of WAF. */
  String terraformState() throws IOException {
    JsonNode state = JSON.readTree(Files.readString(lock.stack().terraform().state()));
    String waf =
        items(state.path("resources"))
            .filter(resource -> resource.path("type").asText().startsWith("aws_wafv2_"))
            .map(JsonNode::toString)
            .collect(Collectors.joining("\n"));
    assertThat(waf).contains("aws_wafv2_rule_group", "aws_wafv2_web_acl");
    return waf;
  }

  private JsonNode read(String operation, String arn) {
    Answer answer = waf.call(operation, "{'ARN':'" + arn + "'}");
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body();
  }

  private static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
