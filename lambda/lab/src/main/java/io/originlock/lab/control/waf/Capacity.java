package io.originlock.lab.control.waf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Web ACL capacity units (WCU) of rules. Of what a rule group cannot hold, and of what AWS alone
 * knows, nothing is counted.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-list.html">Rule
 *     statements, with what each costs</a>
 */
final class Capacity {
  private static final int TRANSFORMATION = 10;
  private static final int ALL_QUERY_ARGUMENTS = 10;
  private static final Map<String, Integer> BASE =
      Map.of(
          "SizeConstraintStatement", 1,
          "GeoMatchStatement", 1,
          "IPSetReferenceStatement", 1,
          "LabelMatchStatement", 1,
          "RegexMatchStatement", 3,
          "RegexPatternSetReferenceStatement", 25,
          "SqliMatchStatement", 20,
          "XssMatchStatement", 40);

  private Capacity() {}

  static int of(JsonNode rules) {
    return items(rules).mapToInt(rule -> statement(rule.path("Statement"))).sum();
  }

  private static int statement(JsonNode node) {
    return node.properties().stream()
        .filter(member -> !member.getValue().isNull())
        .mapToInt(member -> statement(member.getKey(), member.getValue()))
        .sum();
  }

  private static int statement(String kind, JsonNode statement) {
    return switch (kind) {
      case "AndStatement", "OrStatement" ->
          items(statement.path("Statements")).mapToInt(Capacity::statement).sum();
      case "NotStatement" -> statement(statement.path("Statement"));
      case "RateBasedStatement" -> 2 + statement(statement.path("ScopeDownStatement"));
      case "ByteMatchStatement" ->
          position(statement.path("PositionalConstraint").asText()) + inspected(statement);
      default -> BASE.getOrDefault(kind, 0) + inspected(statement);
    };
  }

  private static int position(String constraint) {
    return constraint.startsWith("CONTAINS") ? 10 : 2;
  }

  private static int inspected(JsonNode statement) {
    long transformations =
        items(statement.path("TextTransformations"))
            .filter(each -> !each.path("Type").asText().equals("NONE"))
            .count();
    int field =
        statement.path("FieldToMatch").hasNonNull("AllQueryArguments") ? ALL_QUERY_ARGUMENTS : 0;
    return field + (int) transformations * TRANSFORMATION;
  }

  private static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
