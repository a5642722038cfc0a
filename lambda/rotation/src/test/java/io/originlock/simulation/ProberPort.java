package io.originlock.simulation;

import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.port.Prober;
import io.originlock.simulation.Fleet.Distribution;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Probes meet any edge and any host; one that fails on the way shows nothing. */
final class ProberPort implements Prober {
  private final Aws aws;
  private final long seed;
  private int sent;

  ProberPort(Aws aws, long seed) {
    this.aws = aws;
    this.seed = seed;
  }

  @Override
  public Probe direct(List<Header> headers, Optional<List<Header>> reference) {
    Probe probe = direct(headers);
    return probe.verdict() == Verdict.REFUSED
            && reference.filter(known -> direct(known).verdict() == Verdict.REFUSED).isPresent()
        ? new Probe(Verdict.INCONCLUSIVE, "403 to what is let in as well")
        : probe;
  }

  private Probe direct(List<Header> headers) {
    long mask = aws.values.mask(headers);
    return probe(() -> passes(mask));
  }

  @Override
  public Probe through(String id) {
    Distribution member = aws.fleet.find(id);
    if (member != null && member.broken) {
      return probe(() -> false);
    }
    if (member == null || !member.serves()) {
      return new Probe(Verdict.INCONCLUSIVE, "no answer");
    }
    int edge = (int) Noise.below(member.fleet.length, seed, -3, ++sent, 0);
    return probe(() -> !aws.gateway.checks(member.fleet[edge]) || passes(member.fleet[edge].mask));
  }

  private boolean passes(long mask) {
    int host = (int) Noise.below(aws.gateway.hosts(), seed, -4, ++sent, 0);
    aws.gateway.asked(host, mask);
    return aws.values.accepts(aws.gateway.host(host), mask);
  }

  private Probe probe(BooleanSupplier passes) {
    try {
      return aws.calls.make(
          Operation.PROBE,
          cause ->
              passes.getAsBoolean()
                  ? new Probe(Verdict.PASSED, "200")
                  : new Probe(Verdict.REFUSED, "403"));
    } catch (LockException e) {
      return new Probe(Verdict.INCONCLUSIVE, "no answer");
    }
  }
}
