package io.originlock.survey;

import java.util.List;

/**
 * An API's resource policy.
 *
 * @param statements in their order
 */
public record Policy(List<Statement> statements) {
  public Policy {
    statements = List.copyOf(statements);
  }

  /**
   * A statement of it.
   *
   * @param allows whether its effect is Allow; else Deny
   * @param principals whom it means: {@code *}, or {@code AWS:arn:aws:iam::…:root}
   * @param actions such as {@code execute-api:Invoke}
   * @param resources such as {@code execute-api:/prod/*}; ARNs are shortened to that form
   * @param conditions all must hold
   */
  public record Statement(
      boolean allows,
      Elements principals,
      Elements actions,
      Elements resources,
      List<Condition> conditions) {
    public Statement {
      conditions = List.copyOf(conditions);
    }

    /** Whether its principals are everybody. */
    public boolean everybody() {
      return !principals.not()
          && principals.values().stream()
              .anyMatch(each -> each.equals("*") || each.equals("AWS:*"));
    }
  }

  /**
   * {@code Principal} or {@code NotPrincipal}, and the like.
   *
   * @param not whether all but these are meant
   */
  public record Elements(boolean not, List<String> values) {
    public Elements {
      values = List.copyOf(values);
    }
  }

  /**
   * A condition.
   *
   * @param operator {@code IpAddress}, {@code StringNotEquals}, …
   * @param key in lower case: {@code aws:sourceip}, {@code aws:sourcevpce}
   * @param values one of which must fit
   */
  public record Condition(String operator, String key, List<String> values) {
    public Condition {
      values = List.copyOf(values);
    }
  }
}
