package io.originlock.engine;

import io.originlock.model.Header;
import io.originlock.port.Distributions;
import io.originlock.port.Presentation;
import java.util.List;
import java.util.Set;

/** The distributions of a {@link StillWorld}: their edges lag behind what they are told. */
final class StillDistributions implements Distributions {
  private final StillWorld still;
  private final Set<String> ids;

  StillDistributions(StillWorld still) {
    this(still, still.roster().listed().distributions());
  }

  private StillDistributions(StillWorld still, Set<String> ids) {
    this.still = still;
    this.ids = ids;
  }

  @Override
  public Distributions at(Set<String> members) {
    return new StillDistributions(still, members);
  }

  @Override
  public List<Presentation> read() {
    return still.distributions.values().stream()
        .filter(each -> ids.contains(each.distribution()))
        .toList();
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
