package io.originlock.engine;

import io.originlock.model.Header;
import io.originlock.model.LockState;
import io.originlock.port.ObservedGate;
import io.originlock.port.Presentation;
import io.originlock.port.World;
import java.util.List;

/**
 * The world of a lock, observed once.
 *
 * @param distributions each of them
 * @param gate what the gate does
 */
record Observed(List<Presentation> distributions, ObservedGate gate) {

  /** Reads the distributions first, so that what the gate accepts is never the older news. */
  static Observed read(World world, LockState state) {
    List<Presentation> distributions = world.distributions().read();
    return new Observed(distributions, world.gate().observe(state.known()));
  }

  /** The distributions whose edges don't all have their configuration yet. */
  List<Presentation> unsettled() {
    return distributions.stream().filter(each -> !each.deployed()).toList();
  }

  /** Whether some distribution has a header of the gate's that is not among these. */
  boolean presentsMoreThan(List<Header> headers) {
    return distributions.stream().anyMatch(each -> each.loses(headers));
  }
}
