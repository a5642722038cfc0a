package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.originlock.lab.iam.Statement;
import io.originlock.lab.model.Account;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The resource policies of APIs as API Gateway keeps them, recorded: {@code execute-api:/*} is
 * written out to the API's ARN, and a list of one resource becomes that one.
 */
final class RestPolicies {
  private static final String SHORT = "execute-api:/";

  private RestPolicies() {}

  /** Of an API as moto tells of it; a missing node where it has none. */
  static JsonNode of(JsonNode api) {
    String told = api.path("policy").asText("");
    if (told.isEmpty()) {
      return api.path("policy").path("none");
    }
    JsonNode policy = Json.parse(told.replace("\\\"", "\""));
    String arn =
        "arn:aws:execute-api:%s:%s:%s/"
            .formatted(Account.REGION, Account.ID, api.path("id").asText());
    for (JsonNode statement : policy.path("Statement")) {
      if (statement instanceof ObjectNode object && object.has("Resource")) {
        object.set("Resource", resources(object.get("Resource"), arn));
      }
    }
    return policy;
  }

  /** The statements of an API's policy that are about anybody; empty where it has none. */
  static Optional<List<Statement>> aboutAnybody(JsonNode api) {
    JsonNode policy = of(api);
    if (policy.isMissingNode()) {
      return Optional.empty();
    }
    ObjectNode anonymous = policy.deepCopy();
    ArrayNode statements = anonymous.putArray("Statement");
    JsonNode all = policy.path("Statement");
    (all.isArray() ? all.valueStream() : Stream.of(all))
        .filter(statement -> anybody(statement.path("Principal")))
        .forEach(statements::add);
    return Optional.of(Statement.parse("resource policy", anonymous));
  }

  private static boolean anybody(JsonNode principal) {
    JsonNode named = principal.isObject() ? principal.path("AWS") : principal;
    return (named.isArray() ? named.valueStream() : Stream.of(named))
        .anyMatch(each -> each.asText().equals("*"));
  }

  private static JsonNode resources(JsonNode said, String arn) {
    if (said instanceof ArrayNode list) {
      if (list.size() == 1) {
        return resources(list.get(0), arn);
      }
      ArrayNode all = list.arrayNode();
      list.forEach(each -> all.add(resources(each, arn)));
      return all;
    }
    return said.asText().startsWith(SHORT)
        ? TextNode.valueOf(arn + said.asText().substring(SHORT.length()))
        : said;
  }

  /** Shows them in answers about APIs, with their quotation marks escaped. */
  static void show(JsonNode answer) {
    answer.path("item").forEach(RestPolicies::show);
    JsonNode policy = of(answer);
    if (!policy.isMissingNode() && answer instanceof ObjectNode api) {
      api.put("policy", policy.toString().replace("\"", "\\\""));
    }
  }
}
