package io.originlock.engine;

import io.originlock.engine.Prober.Probe;
import io.originlock.engine.Prober.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checks a stage's exit conditions in their order and names the first that does not hold yet. */
final class Exits {
  private final World world;
  private final Settings settings;
  private final Journal journal;

  Exits(World world, Settings settings, Journal journal) {
    this.world = world;
    this.settings = settings;
    this.journal = journal;
  }

  /** Empty if the stage may be left now. */
  Optional<Wait> firstUnmet(LockState state, List<Presentation> seen, Instant now) {
    for (Condition condition : world.gate().rollover().plan(state.stage()).exit()) {
      Optional<Wait> unmet = check(condition, state, seen, now);
      if (unmet.isPresent()) {
        return unmet;
      }
    }
    return Optional.empty();
  }

  private Optional<Wait> check(
      Condition condition, LockState state, List<Presentation> seen, Instant now) {
    return switch (condition) {
      case HONOURED_SOAKED ->
          elapsed(state.honouredAt(), settings.soak(), now, "the soak after the API's change");
      case SETTLED_SOAKED ->
          elapsed(state.settledAt(), settings.soak(), now, "the soak after CloudFront settled");
      case GRACE_OVER ->
          elapsed(
              state.settledAt(),
              settings.soak().plus(settings.grace()),
              now,
              "the grace for writers with old plans");
      case NEWEST_ACCEPTED -> newestAccepted(state);
      case CURRENT_REFUSED -> currentRefused(state);
      case THROUGH_ACCEPTED -> throughAccepted(seen);
      case GATE_OPEN -> gateOpen();
    };
  }

  private static Optional<Wait> elapsed(Instant since, Duration length, Instant now, String what) {
    if (since == null) {
      return Optional.of(new Wait("the change that " + what + " counts from", "", null));
    }
    Instant end = since.plus(length);
    return now.isBefore(end)
        ? Optional.of(new Wait(what + ", until " + end, "nothing: it ends by itself", end))
        : Optional.empty();
  }

  private Optional<Wait> newestAccepted(LockState state) {
    Secret newest = state.incoming() != null ? state.incoming() : state.current();
    List<Header> headers = world.gate().present(List.of(newest));
    for (int i = 0; i < settings.probesInARow(); i++) {
      Probe probe = world.prober().direct(headers);
      switch (probe.verdict()) {
        case PASSED -> {}
        case REFUSED -> {
          return Optional.of(
              new Wait(
                  "the API to accept " + newest.id() + ": " + probe.detail(),
                  "whether the gate holds " + newest.id() + " and the stage is the lock's",
                  null));
        }
        case INCONCLUSIVE -> {
          inconclusive("whether the API accepts " + newest.id(), probe);
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Wait> currentRefused(LockState state) {
    Probe probe = world.prober().direct(world.gate().present(List.of(state.current())));
    return switch (probe.verdict()) {
      case REFUSED -> Optional.empty();
      case PASSED ->
          Optional.of(
              new Wait(
                  "the API to refuse " + state.current().id(),
                  "whether the stage has the newest deployment",
                  null));
      case INCONCLUSIVE -> {
        inconclusive("whether the API refuses " + state.current().id(), probe);
        yield Optional.empty();
      }
    };
  }

  private Optional<Wait> throughAccepted(List<Presentation> seen) {
    for (Presentation presentation : seen) {
      Probe probe = world.prober().through(presentation.distribution());
      if (probe.verdict() == Verdict.REFUSED) {
        return Optional.of(
            new Wait(
                "a request through " + presentation.distribution() + " to pass: " + probe.detail(),
                "the distribution's origin, and whether its headers are the lock's",
                null));
      }
      if (probe.verdict() == Verdict.INCONCLUSIVE) {
        inconclusive("whether requests through " + presentation.distribution() + " pass", probe);
      }
    }
    return Optional.empty();
  }

  private Optional<Wait> gateOpen() {
    Inspection inspection = world.gate().inspect();
    return inspection.open()
        ? Optional.empty()
        : Optional.of(
            new Wait(
                "the deployed API to stop demanding the secret",
                "set api_key_required = false on every method and deploy: "
                    + (inspection.methods() - inspection.openMethods().size())
                    + " methods still demand it",
                null));
  }

  /** Never holds two secrets for ever: goes on after the soak, with an alarm. */
  private void inconclusive(String question, Probe probe) {
    journal.happened(Journal.Occurrence.PROBE_INCONCLUSIVE);
    journal.warned("R6", "A probe could not tell " + question + ": " + probe.detail());
  }
}
