package io.originlock.engine;

import io.originlock.engine.Finding.Clear;
import io.originlock.engine.Finding.Hopeless;
import io.originlock.engine.Finding.Unmet;
import io.originlock.engine.Prober.Probe;
import io.originlock.engine.Prober.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Checks a stage's exit conditions in their order and names the first that does not hold. */
final class Exits {
  private final World world;
  private final Settings settings;
  private final Journal journal;

  Exits(World world, Settings settings, Journal journal) {
    this.world = world;
    this.settings = settings;
    this.journal = journal;
  }

  Finding check(LockState state, List<Presentation> seen, Instant now) {
    for (Condition condition : world.gate().rollover().plan(state.stage()).exit()) {
      Finding finding = check(condition, state, seen, now);
      if (!(finding instanceof Clear)) {
        return finding;
      }
    }
    return new Clear();
  }

  private Finding check(
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
      case NEWEST_ACCEPTED -> newestAccepted(state, now);
      case CURRENT_REFUSED -> currentRefused(state, now);
      case NONE_REFUSED -> through(state, seen, now, false);
      case THROUGH_ACCEPTED -> through(state, seen, now, true);
      case GATE_OPEN -> gateOpen();
    };
  }

  private static Finding elapsed(Instant since, Duration length, Instant now, String what) {
    if (since == null) {
      return new Unmet(new Wait("the change that " + what + " counts from", "", null));
    }
    Instant end = since.plus(length);
    return now.isBefore(end) ? new Unmet(Waits.known(what + ", until " + end, end)) : new Clear();
  }

  private Finding newestAccepted(LockState state, Instant now) {
    Secret newest = state.incoming() != null ? state.incoming() : state.current();
    List<Header> headers = world.gate().present(List.of(newest));
    for (int i = 0; i < settings.probesInARow(); i++) {
      Probe probe = world.prober().direct(headers);
      switch (probe.verdict()) {
        case PASSED -> {}
        case REFUSED -> {
          Wait wait =
              new Wait(
                  "the API to accept " + newest.id() + ": " + probe.detail(),
                  "whether the gate holds " + newest.id() + " and the stage is the lock's",
                  null);
          return activated(state, now)
              ? hopeless(
                  state,
                  wait,
                  "the lock's API",
                  "it still refuses " + newest.id() + " (" + probe.detail() + ")",
                  "Look at the gate and at the deployed stage.")
              : new Unmet(wait);
        }
        case INCONCLUSIVE -> {
          inconclusive("whether the API accepts " + newest.id(), probe);
          return new Clear();
        }
      }
    }
    return new Clear();
  }

  private Finding currentRefused(LockState state, Instant now) {
    Probe probe = world.prober().direct(world.gate().present(List.of(state.current())));
    return switch (probe.verdict()) {
      case REFUSED -> new Clear();
      case PASSED -> {
        Wait wait =
            new Wait(
                "the API to refuse " + state.current().id(),
                "whether the stage has the newest deployment",
                null);
        yield activated(state, now)
            ? hopeless(
                state,
                wait,
                "the lock's API",
                "it still lets " + state.current().id() + " in",
                "Look whether the stage has the newest deployment.")
            : new Unmet(wait);
      }
      case INCONCLUSIVE -> {
        inconclusive("whether the API refuses " + state.current().id(), probe);
        yield new Clear();
      }
    };
  }

  private boolean activated(LockState state, Instant now) {
    return state.honouredAt() != null
        && !now.isBefore(state.honouredAt().plus(settings.soak()).plus(Patience.ACTIVATION));
  }

  /**
   * A request through each distribution. What is still refused when the soak after settling is over
   * is refused to viewers as well, and no host is that late.
   *
   * @param last whether this is the last look before something is taken away: only then is a probe
   *     that shows nothing worth an alarm
   */
  private Finding through(LockState state, List<Presentation> seen, Instant now, boolean last) {
    for (Presentation presentation : seen) {
      String distribution = presentation.distribution();
      Probe probe = world.prober().through(distribution);
      if (probe.verdict() == Verdict.REFUSED) {
        Wait wait =
            new Wait(
                "a request through " + distribution + " to pass: " + probe.detail(),
                "the distribution's origin, and whether its headers are the lock's",
                null);
        return Sight.settled(state, settings.soak(), now) && refusedAgain(distribution)
            ? hopeless(
                state,
                wait,
                "CloudFront distribution " + distribution,
                "requests through it are refused though every edge has its headers ("
                    + probe.detail()
                    + ")",
                "Compare its origin and behaviours with the lock's API and stage.")
            : new Unmet(wait);
      }
      if (last && probe.verdict() == Verdict.INCONCLUSIVE) {
        inconclusive("whether requests through " + distribution + " pass", probe);
      }
    }
    return new Clear();
  }

  /** One refusal may be a host of its own; as many in a row as a secret must pass are the rule. */
  private boolean refusedAgain(String distribution) {
    for (int i = 1; i < settings.probesInARow(); i++) {
      if (world.prober().through(distribution).verdict() != Verdict.REFUSED) {
        return false;
      }
    }
    return true;
  }

  /** Only a rotation can be taken back; everything else goes on waiting, and is reported. */
  private static Finding hopeless(
      LockState state, Wait wait, String resource, String what, String remedy) {
    return state.stage().rotating() ? new Hopeless(resource, what, remedy) : new Unmet(wait);
  }

  private Finding gateOpen() {
    Inspection inspection = world.gate().inspect();
    return inspection.open()
        ? new Clear()
        : new Unmet(
            new Wait(
                "the deployed API to stop demanding the secret",
                world.gate().toOpen()
                    + ": "
                    + (inspection.methods() - inspection.openMethods().size())
                    + " methods still demand it",
                null));
  }

  /** R7: whether the newest secret that was retired, and not seen refused yet, is refused now. */
  Finding retiredRefused(LockState state) {
    Retired newest = state.retired().stream().filter(r -> !r.refused()).findFirst().orElseThrow();
    SecretId id = newest.secret().id();
    Probe probe = world.prober().direct(world.gate().present(List.of(newest.secret())));
    return switch (probe.verdict()) {
      case PASSED ->
          new Unmet(
              new Wait(
                  "the API to refuse " + id,
                  "a deleted key dies within minutes; if not, look for another key of that value",
                  null));
      case REFUSED -> {
        journal.decided("R7", id + " is refused.");
        yield new Clear();
      }
      case INCONCLUSIVE -> {
        inconclusive("whether " + id + " is dead", probe);
        yield new Clear();
      }
    };
  }

  /** Never holds two secrets for ever: goes on after the soak, with an alarm. */
  private void inconclusive(String question, Probe probe) {
    journal.happened(Journal.Occurrence.PROBE_INCONCLUSIVE);
    journal.warned("R6", "A probe could not tell " + question + ": " + probe.detail());
  }
}
