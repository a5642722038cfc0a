package io.originlock.lab.control.waf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import io.originlock.lab.waf.WebAcl;
import io.originlock.lab.waf.WebAclReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/** moto's web ACLs and rule groups. moto keeps the old rules when an update has none: mended. */
public final class WafRecords {
  private static final String TARGET = "AWSWAF_20190729.";

  private final MotoClient moto;

  /** The ARNs of what an update left without rules. */
  private final Set<String> emptied = ConcurrentHashMap.newKeySet();

  public WafRecords(MotoClient moto) {
    this.moto = moto;
  }

  /** A REGIONAL web ACL as the data plane evaluates it, its rule groups included. */
  public Optional<WebAcl> webAcl(String arn) {
    return record("GetWebACL", "WebACL", byArn(arn))
        .map(new WebAclReader(group -> record("GetRuleGroup", "RuleGroup", byArn(group)))::read);
  }

  /** Whether there is a CLOUDFRONT web ACL with this ARN. */
  public boolean servesCloudFront(String arn) {
    return webAcls("CLOUDFRONT").stream().anyMatch(acl -> acl.path("ARN").asText().equals(arn));
  }

  /** What {@code GetWebACL} or {@code GetRuleGroup} would answer to the same naming of it. */
  Optional<JsonNode> named(String operation, String member, JsonNode request) {
    ObjectNode naming = JsonNodeFactory.instance.objectNode();
    List.of("Name", "Scope", "Id").forEach(name -> naming.set(name, request.get(name)));
    return record(operation, member, naming);
  }

  /** The web ACLs of a scope, as a whole. */
  List<JsonNode> webAcls(String scope) {
    JsonNode listed =
        call("ListWebACLs", JsonNodeFactory.instance.objectNode().put("Scope", scope))
            .map(moto::parse)
            .orElse(JsonNodeFactory.instance.objectNode());
    return StreamSupport.stream(listed.path("WebACLs").spliterator(), false)
        .flatMap(
            acl ->
                named("GetWebACL", "WebACL", ((ObjectNode) acl.deepCopy()).put("Scope", scope))
                    .stream())
        .toList();
  }

  /** Remembers whether an update left any rules. */
  void updated(String arn, JsonNode rules) {
    if (rules.isEmpty()) {
      emptied.add(arn);
    } else {
      emptied.remove(arn);
    }
  }

  /** An answer of moto's with its rules mended. */
  WireReply mend(WireReply reply, String member) {
    if (!reply.ok()) {
      return reply;
    }
    JsonNode answer = moto.parse(reply);
    mend(answer.path(member));
    return reply.withBody(answer.toString());
  }

  void dissociate(String resource) {
    call("DisassociateWebACL", JsonNodeFactory.instance.objectNode().put("ResourceArn", resource));
  }

  private void mend(JsonNode record) {
    if (record instanceof ObjectNode object && emptied.contains(record.path("ARN").asText())) {
      object.putArray("Rules");
    }
  }

  private Optional<JsonNode> record(String operation, String member, ObjectNode naming) {
    return call(operation, naming)
        .map(reply -> moto.parse(mend(reply, member)).path(member))
        .filter(JsonNode::isObject);
  }

  private Optional<WireReply> call(String operation, ObjectNode body) {
    return Optional.of(moto.target("wafv2", TARGET + operation, body.toString()))
        .filter(WireReply::ok);
  }

  private static ObjectNode byArn(String arn) {
    return JsonNodeFactory.instance.objectNode().put("ARN", arn);
  }
}
