package io.originlock.examine;

import io.originlock.survey.Method;
import io.originlock.survey.Policy;
import io.originlock.survey.Policy.Condition;
import io.originlock.survey.Policy.Elements;
import io.originlock.survey.Policy.Statement;
import io.originlock.survey.Target;
import io.originlock.survey.Wildcards;
import java.util.List;
import java.util.Locale;

/**
 * Whether a resource policy lets in who comes from the internet without credentials of AWS. Of a
 * condition that is neither about addresses nor about VPCs it cannot be told. See <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html">How
 * resource policies affect authorization</a>.
 */
final class Admission {
  private static final String INVOKE = "execute-api:Invoke";

  private final Policy policy;
  private final Target.Stage target;
  private final Caller caller;

  /** Who asks. */
  enum Caller {
    /** One of CloudFront's edges. */
    EDGE {
      @Override
      Verdict among(List<String> ranges) {
        return EdgeAddresses.among(ranges);
      }
    },
    /** The worker, of which no address is known. */
    WORKER {
      @Override
      Verdict among(List<String> ranges) {
        return EdgeAddresses.everybody(ranges) ? Verdict.YES : Verdict.UNCLEAR;
      }
    };

    /** Whether its address is among these. */
    abstract Verdict among(List<String> ranges);
  }

  Admission(Policy policy, Target.Stage target, Caller caller) {
    this.policy = policy;
    this.target = target;
    this.caller = caller;
  }

  /** Whether a request for a method gets past the policy. */
  Verdict of(Method method) {
    return of(method.verb(), method.path(), method.authorization().type());
  }

  /**
   * @param path of the resource, with a slash
   * @param authorization what else decides: IAM and Lambda authorizers can let in whom the policy
   *     does not name, and nobody lets in whom it denies
   */
  Verdict of(String verb, String path, Method.Authorization.Type authorization) {
    String resource = "execute-api:/" + target.stage() + "/" + verb.replace("ANY", "GET") + path;
    Verdict allowed =
        switch (authorization) {
          case AWS_IAM, TOKEN, REQUEST -> Verdict.YES;
          case NONE, COGNITO_USER_POOLS -> any(true, resource);
        };
    return Verdict.all(List.of(any(false, resource).not(), allowed));
  }

  private Verdict any(boolean allows, String resource) {
    return Verdict.any(
        policy.statements().stream()
            .filter(statement -> statement.allows() == allows)
            .map(statement -> fits(statement, resource))
            .toList());
  }

  private Verdict fits(Statement statement, String resource) {
    boolean meant =
        (statement.everybody() || statement.principals().not())
            && has(statement.actions(), INVOKE, true)
            && hasResource(statement.resources(), resource);
    return meant
        ? Verdict.all(statement.conditions().stream().map(this::holds).toList())
        : Verdict.NO;
  }

  private static boolean has(Elements elements, String text, boolean anyCase) {
    return elements.not()
        != elements.values().stream().anyMatch(each -> Wildcards.fit(each, text, anyCase));
  }

  /** Patterns may be of whole ARNs, with wildcards where the account would be. */
  private boolean hasResource(Elements elements, String resource) {
    String arn =
        "arn:"
            + Partition.of(target)
            + ":execute-api:"
            + target.region()
            + ":000000000000:"
            + target.restApiId()
            + resource.substring("execute-api:".length());
    return elements.not()
        != elements.values().stream()
            .anyMatch(
                each -> Wildcards.fit(each, resource, false) || Wildcards.fit(each, arn, false));
  }

  private Verdict holds(Condition condition) {
    String operator = condition.operator().toLowerCase(Locale.ROOT);
    boolean ifExists = operator.endsWith("ifexists");
    String plain = ifExists ? operator.substring(0, operator.length() - 8) : operator;
    return switch (condition.key()) {
      case "aws:sourceip" ->
          switch (plain) {
            case "ipaddress" -> caller.among(condition.values());
            case "notipaddress" -> caller.among(condition.values()).not();
            default -> Verdict.UNCLEAR;
          };
      // A request from the internet has none of these, and only a negation holds for what is not.
      case "aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip" ->
          switch (plain) {
            case "stringequals", "stringequalsignorecase", "stringlike", "ipaddress" ->
                Verdict.of(ifExists);
            case "stringnotequals", "stringnotequalsignorecase", "stringnotlike", "notipaddress" ->
                Verdict.YES;
            case "null" -> Verdict.of(condition.values().contains("true"));
            default -> Verdict.UNCLEAR;
          };
      case "aws:securetransport" ->
          plain.equals("bool") ? Verdict.of(condition.values().contains("true")) : Verdict.UNCLEAR;
      default -> Verdict.UNCLEAR;
    };
  }
}
