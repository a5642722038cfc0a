package io.originlock.lab.control.waf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Handler;
import io.originlock.lab.model.Account;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import io.originlock.lab.waf.WebAcl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * WAF Classic, which moto does not know: web ACLs without rules, and the stages that they are
 * associated with. A stage tells of one as of any other web ACL, by an ARN of this service.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/waf/latest/APIReference/API_Operations_AWS_WAF_Classic_Regional.html">WAF
 *     Classic Regional</a>
 */
public final class ClassicWafApi {
  private static final String SERVICE = "waf-regional";

  private final MotoClient moto;
  private final Map<String, ObjectNode> webAcls = new ConcurrentHashMap<>();

  /** The ids of web ACLs by the ARNs of stages. */
  private final Map<String, String> associations = new ConcurrentHashMap<>();

  public ClassicWafApi(MotoClient moto) {
    this.moto = moto;
  }

  /** The web ACL of this ARN, as the data plane evaluates it. */
  public Optional<WebAcl> webAcl(String arn) {
    return Optional.ofNullable(webAcls.get(arn.substring(arn.lastIndexOf('/') + 1)))
        .filter(acl -> acl.path("WebACLArn").asText().equals(arn))
        .map(acl -> new WebAcl(arn, allows(acl), List.of()));
  }

  /** The ARN of the web ACL of a stage, by the stage's path. */
  public Optional<String> ofStage(String path) {
    return Optional.ofNullable(associations.get(stageArn(path))).map(ClassicWafApi::arn);
  }

  /**
   * Answers its calls.
   *
   * @param stages whether there is a stage at this path
   * @param changed called when requests may be answered otherwise from now on
   */
  public Handler handler(Predicate<String> stages, Runnable changed) {
    return (call, next) -> {
      if (!call.service().equals(SERVICE)) {
        return next.proceed(call);
      }
      WireReply reply = answer(call, stages);
      if (reply.ok() && call.writes()) {
        changed.run();
      }
      return reply;
    };
  }

  private WireReply answer(Call call, Predicate<String> stages) {
    JsonNode body = moto.parse(new WireReply(200, Map.of(), call.request().body()));
    String id = body.path("WebACLId").asText("");
    String resource = body.path("ResourceArn").asText("");
    return switch (call.operation()) {
      case "GetChangeToken" -> token();
      case "CreateWebACL" -> create(body);
      case "ListWebACLs" -> list();
      case "GetWebACL" ->
          webAcls.containsKey(id) ? reply("WebACL", webAcls.get(id)) : nonexistent();
      case "DeleteWebACL" ->
          associations.containsValue(id)
              ? AwsErrors.reply(
                  SERVICE,
                  400,
                  "WAFReferencedItemException",
                  "This entity is still referenced by other entities.")
              : webAcls.remove(id) == null ? nonexistent() : token();
      case "AssociateWebACL" -> associate(id, resource, stages);
      case "DisassociateWebACL" -> {
        associations.remove(resource);
        yield WireReply.json(200, "{}");
      }
      case "GetWebACLForResource" ->
          Optional.ofNullable(associations.get(resource))
              .map(webAcls::get)
              .map(acl -> reply("WebACLSummary", summary(acl)))
              .orElseGet(() -> WireReply.json(200, "{}"));
      default ->
          AwsErrors.reply(
              SERVICE, 400, "UnknownOperationException", "The lab has no " + call.operation());
    };
  }

  private WireReply create(JsonNode body) {
    String id = UUID.randomUUID().toString();
    ObjectNode acl = body.deepCopy();
    acl.remove("ChangeToken");
    acl.put("WebACLId", id).put("WebACLArn", arn(id)).putArray("Rules");
    webAcls.put(id, acl);
    return reply("WebACL", acl);
  }

  private WireReply associate(String id, String resource, Predicate<String> stages) {
    if (!webAcls.containsKey(id)
        || !resource.contains("::")
        || !stages.test(resource.substring(resource.indexOf("::") + 2))) {
      return nonexistent();
    }
    associations.put(resource, id);
    return WireReply.json(200, "{}");
  }

  private WireReply list() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode all = answer.putArray("WebACLs");
    webAcls.values().forEach(acl -> all.add(summary(acl)));
    return WireReply.json(200, answer.toString());
  }

  private static ObjectNode summary(ObjectNode acl) {
    return acl.deepCopy().retain("WebACLId", "Name");
  }

  private static boolean allows(JsonNode acl) {
    return acl.at("/DefaultAction/Type").asText().equals("ALLOW");
  }

  private static String arn(String id) {
    return "arn:aws:waf-regional:%s:%s:webacl/%s".formatted(Account.REGION, Account.ID, id);
  }

  private static String stageArn(String path) {
    return "arn:aws:apigateway:" + Account.REGION + "::" + path;
  }

  private static WireReply token() {
    return WireReply.json(200, "{\"ChangeToken\":\"" + UUID.randomUUID() + "\"}");
  }

  private static WireReply reply(String name, JsonNode value) {
    return WireReply.json(200, JsonNodeFactory.instance.objectNode().set(name, value).toString());
  }

  private static WireReply nonexistent() {
    return AwsErrors.reply(
        SERVICE, 400, "WAFNonexistentItemException", "The referenced item does not exist.");
  }
}
