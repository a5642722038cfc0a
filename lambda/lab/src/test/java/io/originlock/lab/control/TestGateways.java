package io.originlock.lab.control;

import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.ApiCatalog.DeployedStage;
import io.originlock.lab.model.Gateways;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Remembers the last catalog. */
public final class TestGateways implements Gateways {
  private final AtomicReference<ApiCatalog> last = new AtomicReference<>(ApiCatalog.empty());

  @Override
  public void push(ApiCatalog catalog) {
    last.set(catalog);
  }

  /** The last catalog. */
  public ApiCatalog catalog() {
    return last.get();
  }

  /** A stage of the last catalog. */
  public Optional<DeployedStage> stage(String api, String name) {
    return catalog().stages().stream()
        .filter(stage -> stage.restApiId().equals(api) && stage.stage().equals(name))
        .findFirst();
  }
}
