package io.originlock.lab.iam;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * One line of a statement's condition.
 *
 * @param operator as written, {@code ForAllValues:StringEquals}
 * @param key {@code aws:RequestTag/origin-lock}
 */
public record Condition(String operator, String key, List<String> wanted) {

  /** Whether the lab knows the operator. */
  public boolean known() {
    return plain().equals("Null") || test(plain()).isPresent();
  }

  boolean holds(Map<String, List<String>> context) {
    List<String> actual = lookUp(context);
    if (plain().equals("Null")) {
      return actual.isEmpty() == Boolean.parseBoolean(wanted.get(0));
    }
    if (actual.isEmpty() && operator.endsWith("IfExists")) {
      return true;
    }
    boolean forAll = operator.startsWith("ForAllValues:");
    boolean forAny = operator.startsWith("ForAnyValue:");
    boolean negated = operator.contains("Not");
    Optional<BiPredicate<String, String>> test = test(plain());
    if (test.isEmpty()) {
      // Not to know an operator must not widen a permission.
      return false;
    }
    if (actual.isEmpty()) {
      return forAll || negated;
    }
    if (forAll) {
      return actual.stream().allMatch(value -> matches(test.get(), value) != negated);
    }
    if (forAny || !negated) {
      return actual.stream().anyMatch(value -> matches(test.get(), value) != negated);
    }
    return actual.stream().noneMatch(value -> matches(test.get(), value));
  }

  private boolean matches(BiPredicate<String, String> test, String value) {
    return wanted.stream().anyMatch(pattern -> test.test(pattern, value));
  }

  private List<String> lookUp(Map<String, List<String>> context) {
    return context.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(key))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(List.of());
  }

  /** The operator without what may stand around it. */
  private String plain() {
    return operator
        .substring(operator.indexOf(':') + 1)
        .replaceFirst("IfExists$", "")
        .replace("Not", "");
  }

  private static Optional<BiPredicate<String, String>> test(String operator) {
    return switch (operator) {
      case "StringEquals" -> Optional.of(String::equals);
      case "StringEqualsIgnoreCase" -> Optional.of(String::equalsIgnoreCase);
      case "StringLike", "ArnLike", "ArnEquals" -> Optional.of(Wildcard::matches);
      case "IpAddress" -> Optional.of(AddressRange::contains);
      case "Bool" ->
          Optional.of((a, b) -> a.toLowerCase(Locale.ROOT).equals(b.toLowerCase(Locale.ROOT)));
      case "NumericEquals" -> Optional.of((a, b) -> Double.parseDouble(a) == Double.parseDouble(b));
      case "NumericLessThanEquals" ->
          Optional.of((a, b) -> Double.parseDouble(b) <= Double.parseDouble(a));
      default -> Optional.empty();
    };
  }
}
