package io.originlock.lab.gateway;

import java.util.Optional;

/**
 * The method's authorizer. The lab knows {@code NONE} alone: a method with any other answers as API
 * Gateway does when it cannot call the authorizer, and thus never by mistake lets through.
 */
final class AuthorizationCheck implements Check {

  @Override
  public Optional<Refusal> refuse(Call call) {
    return "NONE".equals(call.method().authorizationType())
        ? Optional.empty()
        : Optional.of(new Refusal(GatewayError.AUTHORIZER_CONFIGURATION_ERROR));
  }
}
