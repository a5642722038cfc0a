package io.originlock.lab.gateway;

import io.originlock.lab.iam.Permission;
import io.originlock.lab.iam.Statement;
import io.originlock.lab.model.Account;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The resource policy of the API as it was deployed. Nobody is known by name here: every caller is
 * anonymous.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html">How
 *     resource policies affect authorization</a>
 */
final class ResourcePolicyCheck implements Check {
  private static final String MASKED = "********" + Account.ID.substring(8);

  @Override
  public Optional<Refusal> refuse(Call call) {
    return call.stage().endpoint().policy().flatMap(policy -> refuse(policy, call));
  }

  private static Optional<Refusal> refuse(List<Statement> policy, Call call) {
    String resource =
        "%s/%s/%s%s"
            .formatted(
                call.stage().restApiId(),
                call.stage().stage(),
                call.request().method(),
                call.path());
    Permission invoke =
        new Permission(
            "execute-api:Invoke",
            arn(Account.ID, resource),
            Map.of("aws:SourceIp", List.of(call.sourceIp())));
    List<Statement> matching = policy.stream().filter(each -> each.matches(invoke)).toList();
    if (matching.stream().anyMatch(statement -> !statement.allows())) {
      return refusal(resource, " with an explicit deny");
    }
    // A Lambda authorizer's word is enough where the policy has none.
    boolean authorized = call.method().authorizer() != null;
    return matching.isEmpty() && !authorized ? refusal(resource, "") : Optional.empty();
  }

  private static Optional<Refusal> refusal(String resource, String why) {
    return Optional.of(
        new Refusal(
            GatewayError.ACCESS_DENIED,
            "User: anonymous is not authorized to perform: execute-api:Invoke on resource: "
                + arn(MASKED, resource)
                + why));
  }

  private static String arn(String account, String resource) {
    return "arn:aws:execute-api:%s:%s:%s".formatted(Account.REGION, account, resource);
  }
}
