package io.originlock.engine;

import io.originlock.model.Header;
import io.originlock.port.Distributions;
import io.originlock.port.Presentation;
import java.util.List;

/** The distributions of a {@link StillWorld}: their edges lag behind what they are told. */
final class StillDistributions implements Distributions {
  private final StillWorld still;

  StillDistributions(StillWorld still) {
    this.still = still;
  }

  @Override
  public List<Presentation> read() {
    return List.copyOf(still.distributions.values());
  }

  @Override
  public boolean present(Presentation seen, List<Header> headers) {
    if (still.overtaken) {
      return false;
    }
    still.distribution(seen.distribution(), headers, false);
    still.wrote("tell " + seen.distribution() + " " + still.ids(headers));
    return true;
  }
}
