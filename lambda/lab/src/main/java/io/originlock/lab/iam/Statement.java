package io.originlock.lab.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One statement of a policy.
 *
 * @param label the policy's name and the statement's Sid, or its number
 */
public record Statement(
    String label,
    boolean allows,
    List<String> actions,
    List<String> notActions,
    List<String> resources,
    List<String> notResources,
    List<Condition> conditions) {

  /** The statements of a policy document. */
  public static List<Statement> parse(String policy, JsonNode document) {
    List<Statement> statements = new ArrayList<>();
    JsonNode nodes = document.path("Statement");
    Stream<JsonNode> all =
        nodes.isArray() ? StreamSupport.stream(nodes.spliterator(), false) : Stream.of(nodes);
    all.forEach(
        node ->
            statements.add(
                new Statement(
                    policy + "/" + node.path("Sid").asText("#" + (statements.size() + 1)),
                    node.path("Effect").asText().equals("Allow"),
                    texts(node.path("Action")),
                    texts(node.path("NotAction")),
                    texts(node.path("Resource")),
                    texts(node.path("NotResource")),
                    conditions(node.path("Condition")))));
    return List.copyOf(statements);
  }

  /** Whether a call falls under it, whatever its effect. */
  public boolean matches(Permission permission) {
    return conditions.stream().allMatch(condition -> condition.holds(permission.context()))
        && (actions.isEmpty()
            ? notActions.stream().noneMatch(a -> actionMatches(a, permission))
            : actions.stream().anyMatch(a -> actionMatches(a, permission)))
        && (resources.isEmpty()
            ? notResources.stream().noneMatch(r -> Wildcard.matches(r, permission.resource()))
            : resources.stream().anyMatch(r -> Wildcard.matches(r, permission.resource())));
  }

  /** Whether an action falls under a pattern of actions, in any letters. */
  public static boolean actionMatches(String pattern, Permission permission) {
    return Wildcard.matchesIgnoringCase(pattern, permission.action());
  }

  private static List<String> texts(JsonNode node) {
    if (node.isTextual()) {
      return List.of(node.asText());
    }
    return StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static List<Condition> conditions(JsonNode node) {
    return node.properties().stream()
        .flatMap(
            operator ->
                operator.getValue().properties().stream()
                    .map(
                        key ->
                            new Condition(operator.getKey(), key.getKey(), values(key.getValue()))))
        .collect(Collectors.toUnmodifiableList());
  }

  private static List<String> values(JsonNode node) {
    return node.isArray() ? texts(node) : List.of(node.asText());
  }
}
