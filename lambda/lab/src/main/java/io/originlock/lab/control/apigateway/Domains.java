package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Handler.Next;
import io.originlock.lab.control.Query;
import io.originlock.lab.model.Account;
import io.originlock.lab.model.ApiCatalog.Domain;
import io.originlock.lab.model.ApiCatalog.Mapping;
import io.originlock.lab.model.ApiCatalog.RoutingRule;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Custom domains: moto's, with what it does not know of, their routing modes and their routing
 * rules.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-mode.html">Routing
 *     mode</a>
 */
final class Domains {
  private static final String SERVICE = "apigateway";
  private static final String USUAL = "BASE_PATH_MAPPING_ONLY";
  private static final String RULES_ALONE = "ROUTING_RULE_ONLY";

  private final MotoClient moto;
  private final Map<String, String> modes = new ConcurrentHashMap<>();

  /** By the domain's name and the rule's id. */
  private final Map<String, Map<String, ObjectNode>> rules = new ConcurrentHashMap<>();

  Domains(MotoClient moto) {
    this.moto = moto;
  }

  /** Every domain, as the data plane goes by it. */
  List<Domain> all() {
    return items("/domainnames")
        .map(domain -> domain.path("domainName").asText())
        .map(
            name ->
                new Domain(
                    name,
                    mode(name).equals(USUAL)
                        ? List.of()
                        : sorted(name).stream().map(Domains::rule).toList(),
                    mode(name).equals(RULES_ALONE)
                        ? List.of()
                        : items("/domainnames/" + name + "/basepathmappings")
                            .map(
                                mapping ->
                                    new Mapping(
                                        mapping.path("basePath").asText(""),
                                        mapping.path("restApiId").asText(),
                                        mapping.path("stage").asText("")))
                            .toList()))
        .toList();
  }

  /** Creates or updates a domain; of an update moto knows nothing but that it was asked for. */
  WireReply write(Call call, Next next) {
    JsonNode body = body(call);
    boolean creates = call.operation().equals("CreateDomainName");
    WireReply reply =
        creates
            ? next.proceed(call)
            : moto.read(SERVICE, call.request().path())
                .map(found -> WireReply.json(200, found.toString()))
                .orElseGet(
                    () -> ApiGatewayApi.notFound("Invalid domain name identifier specified"));
    if (reply.ok()) {
      String name = creates ? body.path("domainName").asText() : call.segment(1);
      if (body.hasNonNull("routingMode")) {
        modes.put(name, body.path("routingMode").asText());
      }
      for (JsonNode operation : body.path("patchOperations")) {
        if (operation.path("path").asText().equals("/routingMode")) {
          modes.put(name, operation.path("value").asText());
        }
      }
    }
    return reply;
  }

  /** Shows the mode in what answers about domains. */
  void show(JsonNode answer) {
    answer.path("item").forEach(this::show);
    if (answer instanceof ObjectNode domain && domain.has("domainName")) {
      domain.put("routingMode", mode(domain.path("domainName").asText()));
    }
  }

  void forget(String name) {
    modes.remove(name);
    rules.remove(name);
  }

  /** Answers about routing rules, whose calls are those of API Gateway's second version. */
  WireReply rules(Call call) {
    String name = Query.decode(call.segment(2));
    if (moto.read(SERVICE, "/domainnames/" + call.segment(2)).isEmpty()) {
      return notFound("Invalid domain name identifier specified");
    }
    String id = call.segment(4);
    Map<String, ObjectNode> all = rules.computeIfAbsent(name, key -> new ConcurrentHashMap<>());
    return switch (call.operation()) {
      case "ListRoutingRules" -> list(name);
      case "CreateRoutingRule" ->
          put(call, name, UUID.randomUUID().toString().substring(0, 8), 201);
      case "PutRoutingRule" -> put(call, name, id, 200);
      case "GetRoutingRule" ->
          Optional.ofNullable(all.get(id))
              .map(rule -> WireReply.json(200, rule.toString()))
              .orElseGet(() -> notFound("Invalid routing rule identifier specified"));
      default ->
          all.remove(id) == null
              ? notFound("Invalid routing rule identifier specified")
              : new WireReply(204, Map.of(), new byte[0]);
    };
  }

  private WireReply list(String name) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    ArrayNode items = list.putArray("routingRules");
    sorted(name).forEach(items::add);
    return WireReply.json(200, list.toString());
  }

  /** Rules cannot share a priority. */
  private WireReply put(Call call, String name, String id, int status) {
    ObjectNode rule = body(call).deepCopy();
    Map<String, ObjectNode> all = rules.get(name);
    if (all.entrySet().stream()
        .anyMatch(
            other ->
                !other.getKey().equals(id)
                    && other.getValue().path("priority").equals(rule.path("priority")))) {
      return AwsErrors.reply(
          SERVICE, 409, "ConflictException", "A routing rule with this priority already exists");
    }
    rule.put("routingRuleId", id);
    rule.put(
        "routingRuleArn",
        "arn:aws:apigateway:%s:%s:/domainnames/%s/routingrules/%s"
            .formatted(Account.REGION, Account.ID, name, id));
    all.put(id, rule);
    return WireReply.json(status, rule.toString());
  }

  private List<ObjectNode> sorted(String name) {
    List<ObjectNode> sorted = new ArrayList<>(rules.getOrDefault(name, Map.of()).values());
    sorted.sort(Comparator.comparingInt(rule -> rule.path("priority").asInt()));
    return sorted;
  }

  private static RoutingRule rule(JsonNode rule) {
    JsonNode invoked = rule.path("actions").path(0).path("invokeApi");
    List<Map<String, String>> headers = new ArrayList<>();
    List<List<String>> basePaths = new ArrayList<>();
    for (JsonNode condition : rule.path("conditions")) {
      if (condition.has("matchHeaders")) {
        Map<String, String> any = new HashMap<>();
        condition
            .at("/matchHeaders/anyOf")
            .forEach(
                each -> any.put(each.path("header").asText(), each.path("valueGlob").asText()));
        headers.add(any);
      }
      if (condition.has("matchBasePaths")) {
        basePaths.add(
            condition.at("/matchBasePaths/anyOf").valueStream().map(JsonNode::asText).toList());
      }
    }
    return new RoutingRule(
        rule.path("priority").asInt(),
        headers,
        basePaths,
        invoked.path("apiId").asText(),
        invoked.path("stage").asText(),
        invoked.path("stripBasePath").asBoolean());
  }

  private String mode(String name) {
    return modes.getOrDefault(name, USUAL);
  }

  private Stream<JsonNode> items(String path) {
    return moto.read(SERVICE, path).stream().flatMap(Draft::items);
  }

  private JsonNode body(Call call) {
    return moto.parse(new WireReply(200, Map.of(), call.request().body()));
  }

  private static WireReply notFound(String message) {
    return AwsErrors.reply(SERVICE, 404, "NotFoundException", message);
  }
}
