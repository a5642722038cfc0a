package io.originlock.lab.gateway;

import io.originlock.lab.model.ApiCatalog.Authorizer;
import java.util.Optional;

/**
 * The method's authorization. The lab knows {@code NONE} and Lambda authorizers of the type {@code
 * REQUEST}: a method with any other answers as API Gateway does when it cannot call the authorizer,
 * and thus never by mistake lets through.
 */
final class AuthorizationCheck implements Check {
  private final LambdaAuthorizers authorizers;

  AuthorizationCheck(LambdaAuthorizers authorizers) {
    this.authorizers = authorizers;
  }

  @Override
  public Optional<Refusal> refuse(Call call) {
    if ("NONE".equals(call.method().authorizationType())) {
      return Optional.empty();
    }
    Authorizer authorizer = call.method().authorizer();
    return authorizer != null && authorizer.type().equals("REQUEST")
        ? authorizers.refuse(call, authorizer)
        : Optional.of(new Refusal(GatewayError.AUTHORIZER_CONFIGURATION_ERROR));
  }
}
