package io.originlock.lab.gateway;

import java.util.Optional;

/** A method that requires an API key wants an enabled one, of a usage plan for its stage. */
final class ApiKeyCheck implements Check {

  @Override
  public Optional<Refusal> refuse(Call call) {
    if (!call.method().apiKeyRequired()) {
      return Optional.empty();
    }
    // With the source AUTHORIZER the header means nothing; no authorizer of the lab gives a key.
    boolean fromHeader = !"AUTHORIZER".equals(call.stage().apiKeySource());
    boolean honoured =
        fromHeader
            && call.request()
                .headers()
                .first("x-api-key")
                .filter(value -> call.catalog().accepts(call.stage(), value))
                .isPresent();
    return honoured ? Optional.empty() : Optional.of(new Refusal(GatewayError.INVALID_API_KEY));
  }
}
