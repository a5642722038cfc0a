package io.originlock.apigateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.survey.Policy;
import io.originlock.survey.Policy.Condition;
import io.originlock.survey.Policy.Elements;
import io.originlock.survey.Policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads resource policies of APIs. */
public final class ResourcePolicies {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Pattern ownArn;

  /**
   * @param restApiId the API whose ARN API Gateway writes {@code execute-api:/prod/*} out to
   */
  ResourcePolicies(String restApiId) {
    this.ownArn =
        Pattern.compile("arn:[^:]+:execute-api:[^:*]+:[^:*]+:" + Pattern.quote(restApiId) + "/");
  }

  /**
   * Parses what {@code GetRestApi} answers: JSON with its quotation marks escaped, as if it stood
   * in a JSON string.
   */
  public static JsonNode parse(String told) throws JsonProcessingException {
    return JSON.readTree(
        told.stripLeading().startsWith("{\\")
            ? JSON.readValue('"' + told + '"', String.class)
            : told);
  }

  Policy of(JsonNode policy) {
    List<Statement> statements = new ArrayList<>();
    each(policy.path("Statement")).forEach(node -> statements.add(statement(node)));
    return new Policy(statements);
  }

  private Statement statement(JsonNode node) {
    return new Statement(
        node.path("Effect").asText().equals("Allow"),
        node.has("NotPrincipal")
            ? new Elements(true, principals(node.path("NotPrincipal")))
            : new Elements(false, principals(node.path("Principal"))),
        elements(node, "Action"),
        elements(node, "Resource"),
        conditions(node.path("Condition")));
  }

  private static List<String> principals(JsonNode node) {
    List<String> principals = new ArrayList<>();
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> kind : node.properties()) {
        texts(kind.getValue()).forEach(text -> principals.add(kind.getKey() + ":" + text));
      }
      return principals;
    }
    return texts(node);
  }

  private Elements elements(JsonNode statement, String name) {
    boolean not = statement.has("Not" + name);
    return new Elements(
        not,
        texts(statement.path(not ? "Not" + name : name)).stream()
            .map(text -> ownArn.matcher(text).replaceFirst("execute-api:/"))
            .toList());
  }

  private static List<Condition> conditions(JsonNode node) {
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<String, JsonNode> operator : node.properties()) {
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        conditions.add(
            new Condition(
                operator.getKey(), key.getKey().toLowerCase(Locale.ROOT), texts(key.getValue())));
      }
    }
    return conditions;
  }

  private static List<String> texts(JsonNode oneOrMore) {
    return each(oneOrMore).stream().map(JsonNode::asText).toList();
  }

  /** A list of one may stand as that one. */
  private static List<JsonNode> each(JsonNode oneOrMore) {
    if (oneOrMore.isArray()) {
      List<JsonNode> all = new ArrayList<>();
      oneOrMore.forEach(all::add);
      return all;
    }
    return oneOrMore.isMissingNode() || oneOrMore.isNull() ? List.of() : List.of(oneOrMore);
  }
}
