package io.originlock.lab.gateway;

import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.ApiCatalog.ApiKey;
import io.originlock.lab.model.ApiCatalog.DeployedStage;
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
                .filter(value -> honours(call.catalog(), call.stage(), value))
                .isPresent();
    return honoured ? Optional.empty() : Optional.of(new Refusal(GatewayError.INVALID_API_KEY));
  }

  /** Whether a stage lets a request with this key's value through. */
  static boolean honours(ApiCatalog catalog, DeployedStage stage, String value) {
    return catalog.keys().stream()
        .filter(key -> key.enabled() && key.value().equals(value))
        .anyMatch(key -> covered(catalog, stage, key));
  }

  private static boolean covered(ApiCatalog catalog, DeployedStage stage, ApiKey key) {
    String name = stage.restApiId() + ":" + stage.stage();
    return catalog.plans().stream()
        .anyMatch(plan -> plan.stages().contains(name) && plan.keyIds().contains(key.id()));
  }
}
