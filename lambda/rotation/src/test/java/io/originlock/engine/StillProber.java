package io.originlock.engine;

import io.originlock.model.Header;
import io.originlock.port.Prober;
import io.originlock.port.Prober.Probe;
import io.originlock.port.Prober.Verdict;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The prober of a {@link StillWorld}: what was queued, then {@code PASSED} for ever. */
final class StillProber implements Prober {
  private final StillWorld still;

  StillProber(StillWorld still) {
    this.still = still;
  }

  @Override
  public Probe direct(List<Header> headers, Optional<List<Header>> reference) {
    still.asked++;
    still.references.add(reference);
    return still.blocked
        ? new Probe(reference.isPresent() ? Verdict.INCONCLUSIVE : Verdict.REFUSED, "blocked")
        : probe(still.direct);
  }

  @Override
  public Probe through(String distribution) {
    return probe(still.through.getOrDefault(distribution, new ArrayDeque<>()));
  }

  private Probe probe(Deque<Verdict> queued) {
    Verdict verdict = queued.isEmpty() ? Verdict.PASSED : queued.poll();
    return new Probe(verdict, "status of " + verdict);
  }
}
