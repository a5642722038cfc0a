package io.originlock.lab.waf;

import io.originlock.lab.LabException;
import io.originlock.lab.net.Request;
import io.originlock.lab.waf.Statement.Comparison;
import io.originlock.lab.waf.Statement.Position;
import io.originlock.lab.waf.WebAcl.Effect;
import io.originlock.lab.waf.WebAcl.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides about requests as AWS WAF does: rules by priority, the first that allows or blocks
 * decides, and the default action where none does.
 */
public final class Evaluation {

  private Evaluation() {}

  /**
   * Whether a web ACL lets a request through.
   *
   * @throws LabException at a statement that the lab cannot evaluate
   */
  public static boolean passes(WebAcl acl, Request request) {
    return decide(acl.rules(), Map.of(), request)
        .map(effect -> effect == Effect.ALLOW)
        .orElse(acl.allows());
  }

  private static Optional<Effect> decide(
      List<Rule> rules, Map<String, Effect> overrides, Request request) {
    for (Rule rule : rules) {
      Optional<Effect> effect =
          effect(rule, overrides.getOrDefault(rule.name(), rule.effect()), request)
              .filter(e -> e != Effect.COUNT);
      if (effect.isPresent()) {
        return effect;
      }
    }
    return Optional.empty();
  }

  private static Optional<Effect> effect(Rule rule, Effect effect, Request request) {
    if (rule.statement() instanceof Statement.Group group) {
      Optional<Effect> decided = decide(group.rules(), group.overrides(), request);
      return effect == Effect.COUNT ? Optional.empty() : decided;
    }
    return matches(rule.statement(), request) ? Optional.of(effect) : Optional.empty();
  }

  private static boolean matches(Statement statement, Request request) {
    if (statement instanceof Statement.ByteMatch match) {
      return any(
          match.field(),
          match.transformations(),
          request,
          bytes -> stands(bytes, match.search(), match.position()));
    }
    if (statement instanceof Statement.SizeConstraint size) {
      return any(
          size.field(),
          size.transformations(),
          request,
          bytes -> compares(bytes.length(), size.comparison(), size.size()));
    }
    if (statement instanceof Statement.And and) {
      return and.all().stream().allMatch(each -> matches(each, request));
    }
    if (statement instanceof Statement.Or or) {
      return or.any().stream().anyMatch(each -> matches(each, request));
    }
    if (statement instanceof Statement.Not not) {
      return !matches(not.negated(), request);
    }
    if (statement instanceof Statement.Never) {
      return false;
    }
    throw new LabException(
        "A web ACL's " + statement, "evaluate it", "The lab knows no such statement.");
  }

  private static boolean any(
      Field field,
      List<Transformation> transformations,
      Request request,
      Predicate<String> condition) {
    return field.values(request).stream()
        .map(bytes -> transform(bytes, transformations))
        .anyMatch(condition);
  }

  private static String transform(String bytes, List<Transformation> transformations) {
    String result = bytes;
    for (Transformation transformation : transformations) {
      result = transformation.apply(result);
    }
    return result;
  }

  private static boolean stands(String bytes, String search, Position position) {
    return switch (position) {
      case EXACTLY -> bytes.equals(search);
      case STARTS_WITH -> bytes.startsWith(search);
      case ENDS_WITH -> bytes.endsWith(search);
      case CONTAINS -> bytes.contains(search);
      case CONTAINS_WORD -> word(bytes, search);
    };
  }

  private static boolean word(String bytes, String search) {
    for (int at = bytes.indexOf(search); at >= 0; at = bytes.indexOf(search, at + 1)) {
      int end = at + search.length();
      if ((at == 0 || !inWord(bytes.charAt(at - 1)))
          && (end == bytes.length() || !inWord(bytes.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean inWord(char c) {
    return c == '_' || c < 128 && Character.isLetterOrDigit(c);
  }

  private static boolean compares(long length, Comparison comparison, long size) {
    return switch (comparison) {
      case EQ -> length == size;
      case NE -> length != size;
      case LE -> length <= size;
      case LT -> length < size;
      case GE -> length >= size;
      case GT -> length > size;
    };
  }
}
