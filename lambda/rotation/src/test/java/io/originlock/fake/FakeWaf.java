package io.originlock.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.fake.FakeServer.Call;
import io.originlock.fake.FakeServer.Reply;
import java.util.List;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/** As much of WAF as the web ACL gate uses, in memory: one rule group and one web ACL. */
public final class FakeWaf implements AutoCloseable {
  private static final String PREFIX = "arn:aws:wafv2:eu-central-1:123456789012:";
  public static final String GROUP = PREFIX + "regional/rulegroup/origin-lock-prod/rg-1";
  public static final String ACL = PREFIX + "regional/webacl/prod/acl-1";
  public static final String GLOBAL_ACL = PREFIX + "global/webacl/prod/acl-2";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The group as WAF shows it; tests change it at will, by {@link #touched()}. */
  public final ObjectNode group = JSON.createObjectNode();

  /** The web ACL's rules. */
  public final ArrayNode aclRules = JSON.createArrayNode();

  public final FakeServer server = new FakeServer(this::answer);
  private int version = 1;
  private ObjectNode logging;
  private boolean loseAnswer;

  /** Whether the web ACL keeps samples of requests. */
  public boolean sampled;

  public FakeWaf() {
    group
        .put("Name", "origin-lock-prod")
        .put("Id", "rg-1")
        .put("Capacity", 100)
        .put("ARN", GROUP)
        .put("Description", "The lock's.")
        .set(
            "VisibilityConfig",
            JSON.createObjectNode()
                .put("SampledRequestsEnabled", false)
                .put("CloudWatchMetricsEnabled", true)
                .put("MetricName", "origin-lock-prod"));
    group.putArray("Rules");
    refer("none");
  }

  public Wafv2Client client() {
    return TestClients.at(server.uri()).waf();
  }

  /** Somebody changed the group: the tokens that were handed out are stale. */
  public ObjectNode touched() {
    version++;
    return group;
  }

  /** The next update is carried out, but its answer is lost. */
  public void loseAnswer() {
    loseAnswer = true;
  }

  /** Has the web ACL refer to the group, with this override action. */
  public void refer(String override) {
    aclRules.removeAll();
    ObjectNode rule =
        aclRules
            .addObject()
            .put("Name", "origin-lock")
            .put("Priority", 0)
            .set(
                "OverrideAction",
                JSON.createObjectNode()
                    .set(override.equals("count") ? "Count" : "None", JSON.createObjectNode()));
    rule.putObject("Statement").putObject("RuleGroupReferenceStatement").put("ARN", GROUP);
  }

  /** Gives the web ACL a rule before all others that allows what it matches. */
  public void allowBefore(String name) {
    ObjectNode rule = aclRules.addObject().put("Name", name).put("Priority", -1);
    rule.putObject("Action").putObject("Allow");
    rule.putObject("Statement").putObject("GeoMatchStatement").putArray("CountryCodes").add("CH");
  }

  /** Has the group block what does not send the secret of this id. */
  public void blockAllBut(String id) {
    ObjectNode rule = group.putArray("Rules").addObject();
    rule.put("Name", "origin-lock-" + id).put("Priority", 0).putObject("Action").putObject("Block");
    ObjectNode match =
        rule.putObject("Statement")
            .putObject("NotStatement")
            .putObject("Statement")
            .putObject("ByteMatchStatement");
    match
        .put("SearchString", "AAECAwQFBgcICQoLDA0ODw==")
        .put("PositionalConstraint", "EXACTLY")
        .putObject("FieldToMatch")
        .putObject("SingleHeader")
        .put("Name", "x-origin-verify");
    match.putArray("TextTransformations").addObject().put("Priority", 0).put("Type", "MD5");
  }

  /** Turns on the web ACL's log, with this header redacted. */
  public void logs(String redacted) {
    logging = JSON.createObjectNode().put("ResourceArn", ACL);
    logging.putArray("RedactedFields").addObject().putObject("SingleHeader").put("Name", redacted);
  }

  public JsonNode rules() {
    return group.path("Rules");
  }

  /** What every update asked for, in order. */
  public List<JsonNode> updates() {
    return server.calls().stream()
        .filter(call -> operation(call).equals("UpdateRuleGroup"))
        .map(call -> tree(call.body()))
        .toList();
  }

  @Override
  public void close() {
    server.close();
  }

  private synchronized Reply answer(Call call) {
    JsonNode request = tree(call.body());
    boolean group1 = request.path("Id").asText().equals("rg-1");
    return switch (operation(call)) {
      case "GetRuleGroup" ->
          group1
              ? Reply.of(
                  200,
                  JSON.createObjectNode()
                      .put("LockToken", token())
                      .set("RuleGroup", group)
                      .toString())
              : error("WAFNonexistentItemException");
      case "UpdateRuleGroup" -> update(request);
      case "GetWebACL" ->
          request.path("Id").asText().equals("acl-1")
              ? Reply.of(
                  200,
                  JSON.createObjectNode()
                      .set(
                          "WebACL",
                          JSON.createObjectNode()
                              .put("Name", "prod")
                              .put("Id", "acl-1")
                              .put("ARN", ACL)
                              .<ObjectNode>set(
                                  "VisibilityConfig",
                                  JSON.createObjectNode().put("SampledRequestsEnabled", sampled))
                              .set("Rules", aclRules))
                      .toString())
              : error("WAFNonexistentItemException");
      case "GetLoggingConfiguration" ->
          logging == null
              ? error("WAFNonexistentItemException")
              : Reply.of(
                  200, JSON.createObjectNode().set("LoggingConfiguration", logging).toString());
      default -> error("UnknownOperationException");
    };
  }

  private Reply update(JsonNode request) {
    if (!request.path("LockToken").asText().equals(token())) {
      return error("WAFOptimisticLockException");
    }
    group.set("Rules", request.path("Rules"));
    group.set("Description", request.path("Description"));
    group.set("VisibilityConfig", request.path("VisibilityConfig"));
    version++;
    boolean lost = loseAnswer;
    loseAnswer = false;
    return lost
        ? Reply.DROPPED
        : Reply.of(200, JSON.createObjectNode().put("NextLockToken", token()).toString());
  }

  private String token() {
    return "token-" + version;
  }

  private static Reply error(String code) {
    return Reply.of(400, JSON.createObjectNode().put("__type", code).toString());
  }

  private static String operation(Call call) {
    return call.headers().get("X-Amz-Target").replace("AWSWAF_20190729.", "");
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
