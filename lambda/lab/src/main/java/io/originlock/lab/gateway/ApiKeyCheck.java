package io.originlock.lab.gateway;

import io.originlock.lab.model.ApiCatalog.Subscription;
import java.util.Optional;

/**
 * A method that requires an API key wants an enabled one, of a usage plan for its stage, that is
 * not used too often.
 */
final class ApiKeyCheck implements Check {
  private final Meters meters;

  ApiKeyCheck(Meters meters) {
    this.meters = meters;
  }

  @Override
  public Optional<Refusal> refuse(Call call) {
    if (!call.method().apiKeyRequired()) {
      return Optional.empty();
    }
    // With the source AUTHORIZER the header means nothing; no authorizer of the lab gives a key.
    boolean fromHeader = !"AUTHORIZER".equals(call.stage().apiKeySource());
    Optional<Subscription> subscription =
        call.request()
            .headers()
            .first("x-api-key")
            .filter(value -> fromHeader)
            .flatMap(value -> call.catalog().subscription(call.stage(), value));
    if (subscription.isEmpty()) {
      return Optional.of(new Refusal(GatewayError.INVALID_API_KEY));
    }
    return meters.count(subscription.get(), call.at()).map(Refusal::new);
  }
}
