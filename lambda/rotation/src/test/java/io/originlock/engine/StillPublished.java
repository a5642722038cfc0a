package io.originlock.engine;

import io.originlock.model.Members;
import io.originlock.port.Published;
import java.util.Optional;

/** The published document of a {@link StillWorld}. */
final class StillPublished implements Published {
  private final StillWorld still;

  StillPublished(StillWorld still) {
    this.still = still;
  }

  @Override
  public Optional<Document> read() {
    Optional<Members> named =
        still.named == null ? Optional.of(still.roster().members()) : still.named;
    return still.document.map(
        there ->
            there.members().isPresent() || there.sequence() == 0
                ? there
                : new Document(there.sequence(), there.headers(), there.demand(), named));
  }

  @Override
  public void write(Document next) {
    still.document = Optional.of(next);
    still.wrote("publish " + still.ids(next.headers()));
  }
}
