package io.originlock.engine;

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
    return still.document;
  }

  @Override
  public void write(Document next) {
    still.document = Optional.of(next);
    still.wrote("publish " + still.ids(next.headers()));
  }
}
