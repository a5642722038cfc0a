package io.originlock.lab.control.waf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Handler;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * WAF's API: moto's, mended, and the data plane told of every change of what stages are associated
 * with. The capacity of a whole web ACL is not looked at, nor what a rule group must not refer to.
 */
public final class WafApi implements Handler {
  private static final String SERVICE = "wafv2";

  /** What else WAF protects, Cognito's pools and AppSync's APIs, say, the lab does not have. */
  private static final Pattern STAGE =
      Pattern.compile("arn:aws:apigateway:[a-z0-9-]+::/restapis/[^/]+/stages/[^/]+");

  private static final Set<String> LIVE =
      Set.of("UpdateWebACL", "UpdateRuleGroup", "AssociateWebACL", "DisassociateWebACL");

  private final MotoClient moto;
  private final WafRecords records;
  private final LoadBalancers loadBalancers;
  private final Function<String, Optional<JsonNode>> apiGateway;
  private final Runnable changed;

  /**
   * Makes the API.
   *
   * @param apiGateway a resource of API Gateway's by its path
   * @param changed called when requests may be answered otherwise from now on
   */
  public WafApi(
      MotoClient moto,
      WafRecords records,
      Function<String, Optional<JsonNode>> apiGateway,
      Runnable changed) {
    this.moto = moto;
    this.records = records;
    this.loadBalancers = new LoadBalancers(moto);
    this.apiGateway = apiGateway;
    this.changed = changed;
  }

  @Override
  public WireReply handle(Call call, Next next) {
    if (!call.service().equals(SERVICE)) {
      return next.proceed(call);
    }
    WireReply reply = answer(call, next);
    if (reply.ok() && LIVE.contains(call.operation())) {
      changed.run();
    }
    return reply;
  }

  private WireReply answer(Call call, Next next) {
    JsonNode body = moto.parse(new WireReply(200, Map.of(), call.request().body()));
    return switch (call.operation()) {
      case "CreateRuleGroup" ->
          refusal(body, body.path("Capacity").asInt()).orElseGet(() -> next.proceed(call));
      case "CreateWebACL" -> refusal(body, Integer.MAX_VALUE).orElseGet(() -> next.proceed(call));
      case "UpdateRuleGroup" -> update(call, body, "GetRuleGroup", "RuleGroup", next);
      case "UpdateWebACL" -> update(call, body, "GetWebACL", "WebACL", next);
      case "GetRuleGroup" -> records.mend(next.proceed(call), "RuleGroup");
      case "GetWebACL", "GetWebACLForResource" -> records.mend(next.proceed(call), "WebACL");
      case "AssociateWebACL" -> associate(call, body, next);
      case "DisassociateWebACL" -> {
        loadBalancers.dissociate(body.path("ResourceArn").asText());
        yield next.proceed(call);
      }
      case "DeleteWebACL" ->
          records
              .named("GetWebACL", "WebACL", body)
              .filter(acl -> associated(acl.path("ARN").asText()))
              .map(acl -> WafErrors.associated())
              .orElseGet(() -> next.proceed(call));
      case "DeleteRuleGroup" ->
          records
              .named("GetRuleGroup", "RuleGroup", body)
              .filter(group -> referenced(group.path("ARN").asText(), body))
              .map(group -> WafErrors.associated())
              .orElseGet(() -> next.proceed(call));
      default -> next.proceed(call);
    };
  }

  /** Replaces all that is mutable: what the request lacks is gone. moto would keep it. */
  private synchronized WireReply update(
      Call call, JsonNode body, String get, String member, Next next) {
    Optional<JsonNode> before = records.named(get, member, body);
    if (before.isEmpty()) {
      return WafErrors.nonexistent();
    }
    int capacity =
        member.equals("RuleGroup") ? before.get().path("Capacity").asInt() : Integer.MAX_VALUE;
    Optional<WireReply> refused = refusal(body, capacity);
    if (refused.isPresent()) {
      return refused.get();
    }
    ObjectNode whole = body.deepCopy();
    if (!whole.hasNonNull("Description")) {
      whole.put("Description", "");
    }
    if (!whole.hasNonNull("CustomResponseBodies")) {
      whole.putObject("CustomResponseBodies");
    }
    WireReply reply = next.proceed(call.with(call.request().withBody(whole.toString())));
    if (reply.ok()) {
      records.updated(before.get().path("ARN").asText(), body.path("Rules"));
    }
    return reply;
  }

  /** An association takes the place of the one that the resource had. */
  private WireReply associate(Call call, JsonNode body, Next next) {
    String acl = body.path("WebACLArn").asText();
    String resource = body.path("ResourceArn").asText();
    boolean balanced = LoadBalancers.are(resource);
    if (!acl.contains(":regional/webacl/")) {
      return WafErrors.invalidArn("WEB_ACL_ARN", acl);
    }
    if (!balanced && !STAGE.matcher(resource).matches()) {
      return WafErrors.invalidArn("RESOURCE_ARN", resource);
    }
    boolean there =
        balanced ? loadBalancers.exist(resource) : apiGateway.apply(path(resource)).isPresent();
    if (records.webAcl(acl).isEmpty() || !there) {
      return WafErrors.nonexistent();
    }
    records.dissociate(resource);
    if (balanced) {
      loadBalancers.associate(resource, acl);
    }
    return next.proceed(call);
  }

  /** {@code arn:aws:apigateway:us-east-1::/restapis/a1/stages/prod} to its path. */
  private static String path(String resource) {
    return resource.substring(resource.indexOf("::") + 2);
  }

  private boolean associated(String acl) {
    return loadBalancers.have(acl) || onStage(acl);
  }

  private boolean onStage(String acl) {
    return list("/restapis")
        .flatMap(api -> list("/restapis/" + api.path("id").asText() + "/stages"))
        .anyMatch(stage -> stage.path("webAclArn").asText("").equals(acl));
  }

  private Stream<JsonNode> list(String path) {
    return apiGateway.apply(path).stream().flatMap(list -> items(list.path("item")));
  }

  private boolean referenced(String group, JsonNode request) {
    return records.webAcls(request.path("Scope").asText()).stream()
        .flatMap(acl -> items(acl.path("Rules")))
        .map(rule -> rule.path("Statement").path("RuleGroupReferenceStatement").path("ARN"))
        .anyMatch(arn -> arn.asText("").equals(group));
  }

  private static Optional<WireReply> refusal(JsonNode body, int capacity) {
    JsonNode rules = body.path("Rules");
    Optional<WireReply> refused =
        items(rules).flatMap(rule -> fewerThanTwo(rule.path("Statement"))).findFirst();
    int needed = Capacity.of(rules);
    return refused.isPresent() || needed <= capacity
        ? refused
        : Optional.of(WafErrors.capacity(needed));
  }

  private static Stream<WireReply> fewerThanTwo(JsonNode statement) {
    return List.of("AndStatement", "OrStatement", "NotStatement").stream()
        .filter(statement::hasNonNull)
        .flatMap(
            kind -> {
              JsonNode logical = statement.path(kind);
              return kind.equals("NotStatement")
                  ? fewerThanTwo(logical.path("Statement"))
                  : logical.path("Statements").size() < 2
                      ? Stream.of(WafErrors.fewerThanTwo(kind))
                      : items(logical.path("Statements")).flatMap(WafApi::fewerThanTwo);
            });
  }

  private static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
