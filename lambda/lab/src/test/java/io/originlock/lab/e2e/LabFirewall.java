package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
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

  /** Some header, compared with nothing that anybody sends. */
  private static final String MATCH =
      """
      {"ByteMatchStatement":{"FieldToMatch":{"SingleHeader":{"Name":"%s"}},
       "SearchString":"eWVz","PositionalConstraint":"EXACTLY",
       "TextTransformations":[{"Priority":0,"Type":"NONE"}]}}\
      """;

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

  /** How errors and findings name the lock's group. */
  String label() {
    JsonNode group = lockGroup();
    return "rule group " + group.path("Name").asText() + " (" + group.path("Id").asText() + ")";
  }

  /** Writes the lock's group as it is, so that its token changes. */
  void touchLockGroup() {
    update("RuleGroup", lockGroup());
  }

  /** Replaces a web ACL or a rule group by this, under its present token. */
  private void update(String kind, JsonNode wanted) {
    JsonNode read = read("Get" + kind, wanted.path("ARN").asText());
    ObjectNode request = JSON.createObjectNode();
    request.put("Scope", "REGIONAL").set("LockToken", read.path("LockToken"));
    for (String name :
        List.of("Name", "Id", "Rules", "VisibilityConfig", "Description", "DefaultAction")) {
      if (wanted.has(name)) {
        request.set(name, wanted.path(name));
      }
    }
    call("Update" + kind, request);
  }

  private void call(String operation, JsonNode request) {
    Answer answer = waf.call(operation, request);
    assertThat(answer.status()).as(operation + ": " + answer.body()).isEqualTo(200);
  }

  /** Changes that somebody makes, all undone in the end. */
  Changes changes() {
    return new Changes();
  }

  /** What can be wrong with WAF in front of an API. */
  final class Changes implements AutoCloseable {
    private final JsonNode acl = webAcl().path("WebACL");
    private final JsonNode group = lockGroup();
    private final JsonNode logging = logging();
    private final String resource =
        "arn:aws:apigateway:us-east-1::/restapis/%s/stages/%s"
            .formatted(lock.stack().output("rest_api_id"), lock.stack().stage());

    /** A rule before the lock's lets some requests through. */
    void allowFirst() {
      ObjectNode changed = webAcl().path("WebACL").deepCopy();
      changed
          .path("Rules")
          .forEach(rule -> put(rule, "Priority", rule.path("Priority").asInt() + 1));
      ObjectNode allow = changed.withArrayProperty("Rules").addObject();
      allow.put("Name", "friends").put("Priority", 0).putObject("Action").putObject("Allow");
      allow.set("VisibilityConfig", acl.path("VisibilityConfig"));
      allow.set("Statement", json(MATCH.formatted("x-friend")));
      update("WebACL", changed);
    }

    /** WAF keeps requests of the web ACL's default action. */
    void sample() {
      ObjectNode changed = webAcl().path("WebACL").deepCopy();
      put(changed.path("VisibilityConfig"), "SampledRequestsEnabled", true);
      update("WebACL", changed);
    }

    /** The web ACL's log shows all headers. */
    void legibleLog() {
      ObjectNode changed = logging.deepCopy();
      changed.remove("RedactedFields");
      log(changed);
    }

    /** A rule of somebody's in the lock's group, which only counts. */
    void strangeRule() {
      ObjectNode changed = lockGroup().deepCopy();
      ObjectNode strange = changed.withArrayProperty("Rules").addObject();
      strange.put("Name", "strange").put("Priority", 7).putObject("Action").putObject("Count");
      strange.set("VisibilityConfig", changed.path("VisibilityConfig"));
      strange.set("Statement", json(MATCH.formatted("x-strange")));
      update("RuleGroup", changed);
    }

    /** The web ACL only counts what the lock's group blocks. */
    void onlyCount() {
      ObjectNode changed = webAcl().path("WebACL").deepCopy();
      items(changed.path("Rules"))
          .filter(
              rule ->
                  rule.at("/Statement/RuleGroupReferenceStatement/ARN")
                      .asText("")
                      .equals(lock.stack().output("rule_group_arn")))
          .forEach(rule -> ((ObjectNode) rule).putObject("OverrideAction").putObject("Count"));
      update("WebACL", changed);
    }

    void dissociate() {
      call("DisassociateWebACL", JSON.createObjectNode().put("ResourceArn", resource));
    }

    /** The lock's rule counts. */
    void countInGroup() {
      ObjectNode changed = lockGroup().deepCopy();
      changed
          .path("Rules")
          .forEach(rule -> ((ObjectNode) rule).putObject("Action").putObject("Count"));
      update("RuleGroup", changed);
    }

    private void log(JsonNode configuration) {
      ObjectNode request = JSON.createObjectNode();
      request.set("LoggingConfiguration", configuration);
      call("PutLoggingConfiguration", request);
    }

    @Override
    public void close() {
      update("WebACL", acl);
      update("RuleGroup", group);
      log(logging);
      call(
          "AssociateWebACL",
          JSON.createObjectNode()
              .put("WebACLArn", acl.path("ARN").asText())
              .put("ResourceArn", resource));
    }
  }

  private static void put(JsonNode object, String name, Object value) {
    ((ObjectNode) object).set(name, JSON.valueToTree(value));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
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
    JsonNode logging = logging();
    boolean redacted =
        items(logging.path("RedactedFields"))
            .anyMatch(
                field ->
                    field
                        .at("/SingleHeader/Name")
                        .asText("")
                        .equalsIgnoreCase(lock.gate().header("").name()));
    return redacted
        ? List.of()
        : items(logging.path("LogDestinationConfigs")).map(JsonNode::asText).toList();
  }

  private JsonNode logging() {
    return waf.call(
            "GetLoggingConfiguration",
            "{'ResourceArn':'" + lock.stack().output("regional_web_acl_arn") + "'}")
        .body()
        .path("LoggingConfiguration");
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
