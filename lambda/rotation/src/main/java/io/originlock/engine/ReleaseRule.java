package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.model.Members;
import io.originlock.model.Wait;
import io.originlock.port.HinderedException;
import io.originlock.port.Presentation;
import io.originlock.port.Published.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * R9: lets go of released members once the lock rests, since R6 waits everywhere else. Their stages
 * stop checking first; then the header comes off their distributions, and the published document
 * names them no more.
 */
final class ReleaseRule implements Rule {

  @Override
  public Decision decide(Situation situation) {
    LockState state = situation.state();
    Departures departures = Departures.of(situation);
    Map<String, Instant> open = departures.open();
    if (!open.equals(state.times().open())) {
      String stages = open.isEmpty() ? "none" : String.join(", ", open.keySet());
      return Decision.writeTidily(
              state
                  .change("stages behind what is let go that are open: " + stages)
                  .times(all -> all.open(open))
                  .build(),
              false)
          .saying("R9", "Of the stages behind what is let go these are open: " + stages + ".");
    }
    return Decision.act(changes(situation, departures), () -> rest(departures));
  }

  private static List<Decision.Change> changes(Situation situation, Departures departures) {
    List<Decision.Change> changes = new ArrayList<>();
    Members gone = departures.gone();
    if (!gone.isEmpty()) {
      situation
          .document()
          .map(there -> without(gone, there, situation))
          .ifPresent(next -> changes.add(new Decision.Publish(next)));
    }
    for (Presentation each : departures.toTakeOff()) {
      changes.add(new Decision.Present(each, List.of()));
    }
    Set<String> openable = departures.openable();
    if (!openable.isEmpty()) {
      changes.add(new Decision.Open(openable, why -> hindered(departures, openable, why)));
    }
    return changes;
  }

  private static Document without(Members gone, Document there, Situation situation) {
    return new Document(
        situation.state().sequence(),
        there.headers(),
        there.demand(),
        Optional.of(situation.named().minus(gone)));
  }

  private static Decision hindered(
      Departures departures, Set<String> openable, HinderedException why) {
    Map<String, Wait> waits = new TreeMap<>(departures.waits());
    openable.forEach(
        stage ->
            waits.put(
                stage,
                Departures.resting(
                    stage + " to be opened, which awaits " + why.getMessage(),
                    why.remedy(),
                    null)));
    return rest(waits);
  }

  private static Decision rest(Departures departures) {
    return rest(departures.waits());
  }

  private static Decision rest(Map<String, Wait> waits) {
    return Departures.joined(waits)
        .map(wait -> Decision.await(wait, false))
        .orElseGet(Decision::pass);
  }
}
