package io.originlock.engine;

import io.originlock.port.Presentation;
import java.util.List;

/**
 * R4: changes the distributions that differ, unless that would exchange a secret that works for one
 * that has not soaked.
 */
final class PresentRule implements Rule {

  @Override
  public Decision decide(Situation situation) {
    if (situation.agrees()) {
      return Decision.pass();
    }
    List<Presentation> toChange = situation.toChange();
    if (!toChange.isEmpty() && !situation.unsent()) {
      return Waits.fight(situation.state(), false);
    }
    return Decision.act(
        toChange.stream()
            .map(each -> new Decision.Present(each, situation.desired().headersOf(each)))
            .toList(),
        () -> changed(situation, toChange.isEmpty()));
  }

  private Decision changed(Situation situation, boolean none) {
    if (!situation.held().isEmpty()) {
      return Decision.await(
          Waits.known(
              "the gate's new secret to soak before CloudFront presents it",
              situation.soak().end(situation.state().times().accepted())),
          situation.unsent() && none);
    }
    return situation.forced()
        ? Decision.pass()
        : Decision.await(Waits.propagation(situation.differing()), false);
  }
}
