package io.originlock.engine;

import io.originlock.model.Header;
import io.originlock.model.LockState;
import io.originlock.model.Secret;
import io.originlock.model.Stage;
import io.originlock.port.Gate;
import io.originlock.port.Presentation;
import io.originlock.port.Prober;
import io.originlock.port.Prober.Probe;
import io.originlock.port.Prober.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Asks the API past CloudFront whether it lets a secret in, and tells the gate's refusal from one
 * of something else that stands there: a resource policy, an endpoint that is switched off.
 */
final class Direct {
  private final Prober prober;
  private final Situation situation;
  private final int probesInARow;

  Direct(Prober prober, Situation situation, int probesInARow) {
    this.prober = prober;
    this.situation = situation;
    this.probesInARow = probesInARow;
  }

  /** One request with this secret alone to every stage. */
  Probe ask(Secret secret) {
    List<Header> headers = gate().present(List.of(secret));
    Optional<List<Header>> reference = reference();
    Probe probe = prober.direct(headers, reference);
    return probe.verdict() == Verdict.REFUSED && reference.isEmpty() && passesElsewhere(headers)
        ? new Probe(
            Verdict.INCONCLUSIVE,
            probe.detail() + ", while requests through CloudFront pass: something else refuses it")
        : probe;
  }

  /**
   * What each host lets in, whatever it has learnt; empty while that is nothing yet: a first secret
   * at a gate that somebody else closes.
   */
  private Optional<List<Header>> reference() {
    LockState state = situation.state();
    if (situation.observed().gate().open()) {
      return Optional.of(List.of());
    }
    return state.stage().rotating() || state.stage() == Stage.IDLE
        ? Optional.of(gate().present(Rollover.of(gate().acceptance()).letInAnyway(state)))
        : Optional.empty();
  }

  /**
   * Whether the way past CloudFront is refused again and again, and the one through it never: of
   * hosts that have not learnt of a secret yet some would answer there, too.
   */
  private boolean passesElsewhere(List<Header> headers) {
    List<Presentation> distributions = situation.observed().probed();
    return !distributions.isEmpty()
        && IntStream.range(1, probesInARow)
            .allMatch(i -> prober.direct(headers, Optional.empty()).verdict() == Verdict.REFUSED)
        && IntStream.range(0, probesInARow)
            .allMatch(
                i ->
                    distributions.stream()
                        .map(each -> prober.through(each.distribution()).verdict())
                        .allMatch(Verdict.PASSED::equals));
  }

  private Gate gate() {
    return situation.world().gate();
  }
}
