package io.originlock.lab.waf;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.waf.Statement.Comparison;
import io.originlock.lab.waf.Statement.Position;
import io.originlock.lab.waf.WebAcl.Effect;
import io.originlock.lab.waf.WebAcl.Rule;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads a web ACL from WAF's JSON. What the lab cannot evaluate becomes {@link Statement.Unknown}.
 */
public final class WebAclReader {
  private final Function<String, Optional<JsonNode>> ruleGroups;

  /**
   * @param ruleGroups the {@code RuleGroup} of an ARN
   */
  public WebAclReader(Function<String, Optional<JsonNode>> ruleGroups) {
    this.ruleGroups = ruleGroups;
  }

  /** Reads a {@code WebACL}. */
  public WebAcl read(JsonNode acl) {
    return new WebAcl(
        acl.path("ARN").asText(), acl.path("DefaultAction").has("Allow"), rules(acl.path("Rules")));
  }

  private List<Rule> rules(JsonNode rules) {
    return items(rules).map(this::rule).sorted(Comparator.comparing(Rule::priority)).toList();
  }

  private Rule rule(JsonNode rule) {
    String name = rule.path("Name").asText();
    long priority = rule.path("Priority").asLong();
    JsonNode override = rule.path("OverrideAction");
    if (override.isObject()) {
      Effect effect = override.hasNonNull("Count") ? Effect.COUNT : Effect.BLOCK;
      return new Rule(name, priority, effect, statement(rule.path("Statement")));
    }
    return effect(rule.path("Action"))
        .map(effect -> new Rule(name, priority, effect, statement(rule.path("Statement"))))
        .orElseGet(
            () ->
                new Rule(
                    name,
                    priority,
                    Effect.BLOCK,
                    new Statement.Unknown("action " + only(rule.path("Action")).getKey())));
  }

  private static Optional<Effect> effect(JsonNode action) {
    return switch (only(action).getKey()) {
      case "Allow" -> Optional.of(Effect.ALLOW);
      case "Block" -> Optional.of(Effect.BLOCK);
      case "Count" -> Optional.of(Effect.COUNT);
      default -> Optional.empty();
    };
  }

  private Statement statement(JsonNode node) {
    Map.Entry<String, JsonNode> only = only(node);
    JsonNode statement = only.getValue();
    return switch (only.getKey()) {
      case "ByteMatchStatement" -> byteMatch(statement);
      case "SizeConstraintStatement" -> size(statement);
      case "AndStatement" -> new Statement.And(statements(statement));
      case "OrStatement" -> new Statement.Or(statements(statement));
      case "NotStatement" -> new Statement.Not(statement(statement.path("Statement")));
      case "RuleGroupReferenceStatement" -> group(statement);
      case "ManagedRuleGroupStatement", "RateBasedStatement" -> new Statement.Never(only.getKey());
      default -> new Statement.Unknown(only.getKey());
    };
  }

  private List<Statement> statements(JsonNode logical) {
    return items(logical.path("Statements")).map(this::statement).toList();
  }

  private Statement group(JsonNode reference) {
    String arn = reference.path("ARN").asText();
    Map<String, Effect> overrides = new HashMap<>();
    items(reference.path("ExcludedRules"))
        .forEach(rule -> overrides.put(rule.path("Name").asText(), Effect.COUNT));
    for (JsonNode override : reference.path("RuleActionOverrides")) {
      Optional<Effect> effect = effect(override.path("ActionToUse"));
      if (effect.isEmpty()) {
        return new Statement.Unknown("override " + only(override.path("ActionToUse")).getKey());
      }
      overrides.put(override.path("Name").asText(), effect.get());
    }
    return ruleGroups
        .apply(arn)
        .<Statement>map(
            group -> new Statement.Group(arn, rules(group.path("Rules")), Map.copyOf(overrides)))
        .orElseGet(() -> new Statement.Unknown("rule group " + arn));
  }

  private static Statement byteMatch(JsonNode match) {
    Optional<Field> field = field(match.path("FieldToMatch"));
    Optional<List<Transformation>> transformations = transformations(match);
    Optional<Position> position = named(Position.values(), match.path("PositionalConstraint"));
    if (field.isEmpty() || transformations.isEmpty() || position.isEmpty()) {
      return new Statement.Unknown("ByteMatchStatement on " + match.path("FieldToMatch"));
    }
    String search =
        new String(
            Base64.getDecoder().decode(match.path("SearchString").asText()),
            StandardCharsets.ISO_8859_1);
    return new Statement.ByteMatch(field.get(), search, position.get(), transformations.get());
  }

  private static Statement size(JsonNode size) {
    Optional<Field> field = field(size.path("FieldToMatch"));
    Optional<List<Transformation>> transformations = transformations(size);
    Optional<Comparison> comparison = named(Comparison.values(), size.path("ComparisonOperator"));
    if (field.isEmpty() || transformations.isEmpty() || comparison.isEmpty()) {
      return new Statement.Unknown("SizeConstraintStatement on " + size.path("FieldToMatch"));
    }
    return new Statement.SizeConstraint(
        field.get(), comparison.get(), size.path("Size").asLong(), transformations.get());
  }

  private static Optional<Field> field(JsonNode node) {
    Map.Entry<String, JsonNode> only = only(node);
    return Arrays.stream(Field.Kind.values())
        .filter(kind -> kind.name().equals(only.getKey()))
        .findFirst()
        .map(kind -> new Field(kind, only.getValue().path("Name").asText("")));
  }

  private static Optional<List<Transformation>> transformations(JsonNode statement) {
    List<Optional<Transformation>> all =
        items(statement.path("TextTransformations"))
            .sorted(Comparator.comparing(each -> each.path("Priority").asInt()))
            .map(each -> named(Transformation.values(), each.path("Type")))
            .toList();
    return all.stream().allMatch(Optional::isPresent)
        ? Optional.of(all.stream().flatMap(Optional::stream).toList())
        : Optional.empty();
  }

  private static <E extends Enum<E>> Optional<E> named(E[] values, JsonNode name) {
    return Arrays.stream(values).filter(value -> value.name().equals(name.asText())).findFirst();
  }

  /** The one member that is not null: moto answers those that are missing as null. */
  private static Map.Entry<String, JsonNode> only(JsonNode object) {
    return object.properties().stream()
        .filter(member -> !member.getValue().isNull())
        .findFirst()
        .orElse(Map.entry("nothing", object));
  }

  private static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
