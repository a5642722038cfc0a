package io.originlock.engine;

import java.util.List;
import java.util.Optional;

/** Keeps what Terraform reads ahead of what is done, and equal to it once it is done (R3). */
final class Publishing {
  private final Published published;
  private final Fence fence;
  private final Journal journal;

  Publishing(Published published, Fence fence, Journal journal) {
    this.published = published;
    this.fence = fence;
    this.journal = journal;
  }

  /**
   * What the gate is about to do to the API's definition; the headers stay. Looked at the state's
   * log last, since what was announced follows at once: a process may freeze in the very call that
   * publishes.
   */
  void announce(LockState state, Sight sight, Demand demand) {
    fence.pass(state);
    Optional<Published.Document> there = published.read();
    if (there.filter(document -> document.demand().equals(demand)).isEmpty()) {
      List<Header> headers = there.map(Published.Document::headers).orElse(sight.wanted());
      published.write(new Published.Document(state.sequence(), headers, demand));
      journal.decided("R3", "What the gate is about to demand is published.");
      fence.pass(state);
    }
  }

  /** What the stage presents. While the gate is to be changed, what it announced stands. */
  void presented(LockState state, Sight sight) {
    Optional<Published.Document> there = published.read();
    List<Header> headers = there.map(sight::wantedOf).orElse(sight.wanted());
    Demand demand =
        there
            .filter(document -> sight.honours().due())
            .map(Published.Document::demand)
            .orElse(sight.gate().demand());
    boolean same =
        there.filter(d -> d.headers().equals(headers) && d.demand().equals(demand)).isPresent();
    if (!same) {
      fence.pass(state);
      published.write(new Published.Document(state.sequence(), headers, demand));
      journal.decided("R3", "What " + state.stage().label() + " presents is published.");
    }
  }
}
