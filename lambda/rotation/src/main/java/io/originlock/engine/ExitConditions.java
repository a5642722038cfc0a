package io.originlock.engine;

import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Secret;
import io.originlock.model.Wait;
import io.originlock.port.Inspection;
import io.originlock.port.Presentation;
import io.originlock.port.Prober.Probe;
import io.originlock.port.Prober.Verdict;
import io.originlock.port.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checks a stage's exit conditions in their order and names the first that does not hold. */
final class ExitConditions {
  private final World world;
  private final Settings settings;
  private final LockState state;
  private final List<Presentation> distributions;
  private final Soak soak;
  private final Instant now;
  private final Notes notes = new Notes();

  ExitConditions(World world, Settings settings, Situation situation, Instant now) {
    this.world = world;
    this.settings = settings;
    this.state = situation.state();
    this.distributions = situation.observed().distributions();
    this.soak = situation.soak();
    this.now = now;
  }

  /** What is to be said of the check. */
  Notes notes() {
    return notes;
  }

  /** The first condition that does not hold yet; empty if the stage may be left. */
  Optional<Obstacle> check() {
    for (Condition condition : Rollover.of(world.gate().acceptance()).plan(state.stage()).exit()) {
      Optional<Obstacle> obstacle = check(condition);
      if (obstacle.isPresent()) {
        return obstacle;
      }
    }
    return Optional.empty();
  }

  private Optional<Obstacle> check(Condition condition) {
    return switch (condition) {
      case HONOURED_SOAKED ->
          elapsed(state.times().honoured(), settings.soak(), "the soak after the API's change");
      case SETTLED_SOAKED ->
          elapsed(state.times().settled(), settings.soak(), "the soak after CloudFront settled");
      case GRACE_OVER ->
          elapsed(
              state.times().settled(),
              settings.soak().plus(settings.grace()),
              "the grace for writers with old plans");
      case NEWEST_ACCEPTED -> newestAccepted();
      case CURRENT_REFUSED -> currentRefused();
      case NONE_REFUSED -> through(false);
      case THROUGH_ACCEPTED -> through(true);
      case GATE_OPEN -> gateOpen();
    };
  }

  private Optional<Obstacle> elapsed(Instant since, Duration length, String what) {
    if (since == null) {
      return unmet(new Wait("the change that " + what + " counts from", "", null));
    }
    Instant end = since.plus(length);
    return now.isBefore(end) ? unmet(Waits.known(what + ", until " + end, end)) : Optional.empty();
  }

  private Optional<Obstacle> newestAccepted() {
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
          return activated()
              ? hopeless(
                  wait,
                  "the lock's API",
                  "it still refuses " + newest.id() + " (" + probe.detail() + ")",
                  "Look at the gate and at the deployed stage.")
              : unmet(wait);
        }
        case INCONCLUSIVE -> {
          inconclusive("whether the API accepts " + newest.id(), probe);
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Obstacle> currentRefused() {
    Probe probe = world.prober().direct(world.gate().present(List.of(state.current())));
    return switch (probe.verdict()) {
      case REFUSED -> Optional.empty();
      case PASSED -> {
        Wait wait =
            new Wait(
                "the API to refuse " + state.current().id(),
                "whether the stage has the newest deployment",
                null);
        yield activated()
            ? hopeless(
                wait,
                "the lock's API",
                "it still lets " + state.current().id() + " in",
                "Look whether the stage has the newest deployment.")
            : unmet(wait);
      }
      case INCONCLUSIVE -> {
        inconclusive("whether the API refuses " + state.current().id(), probe);
        yield Optional.empty();
      }
    };
  }

  private boolean activated() {
    return state.times().honoured() != null
        && !now.isBefore(state.times().honoured().plus(settings.soak()).plus(Patience.ACTIVATION));
  }

  /**
   * A request through each distribution. What is still refused when the soak after settling is over
   * is refused to viewers as well, and no host is that late.
   *
   * @param last whether this is the last look before something is taken away: only then is a probe
   *     that shows nothing worth an alarm
   */
  private Optional<Obstacle> through(boolean last) {
    for (Presentation presentation : distributions) {
      String distribution = presentation.distribution();
      Probe probe = world.prober().through(distribution);
      if (probe.verdict() == Verdict.REFUSED) {
        Wait wait =
            new Wait(
                "a request through " + distribution + " to pass: " + probe.detail(),
                "the distribution's origin, and whether its headers are the lock's",
                null);
        return soak.over(state.times().settled(), now) && refusedAgain(distribution)
            ? hopeless(
                wait,
                "CloudFront distribution " + distribution,
                "requests through it are refused though every edge has its headers ("
                    + probe.detail()
                    + ")",
                "Compare its origin and behaviours with the lock's API and stage.")
            : unmet(wait);
      }
      if (last && probe.verdict() == Verdict.INCONCLUSIVE) {
        inconclusive("whether requests through " + distribution + " pass", probe);
      }
    }
    return Optional.empty();
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
  private Optional<Obstacle> hopeless(Wait wait, String resource, String what, String remedy) {
    return state.stage().rotating()
        ? Optional.of(new Obstacle(wait, Optional.of(new LockException(resource, what, remedy))))
        : unmet(wait);
  }

  private static Optional<Obstacle> unmet(Wait until) {
    return Optional.of(new Obstacle(until));
  }

  private Optional<Obstacle> gateOpen() {
    Inspection inspection = world.gate().inspect();
    return inspection.open()
        ? Optional.empty()
        : unmet(
            new Wait(
                "the deployed API to stop demanding the secret",
                world.gate().toOpen()
                    + ": "
                    + (inspection.methods() - inspection.openMethods().size())
                    + " methods still demand it",
                null));
  }

  /** Never holds two secrets for ever: goes on after the soak, with an alarm. */
  private void inconclusive(String question, Probe probe) {
    notes.inconclusive(question, probe);
  }
}
