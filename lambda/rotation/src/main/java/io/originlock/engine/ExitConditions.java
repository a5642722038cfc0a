package io.originlock.engine;

import io.originlock.engine.StagePlan.Condition;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.Stage;
import io.originlock.model.Wait;
import io.originlock.port.Demands;
import io.originlock.port.Gate;
import io.originlock.port.Presentation;
import io.originlock.port.Prober.Probe;
import io.originlock.port.Prober.Verdict;
import io.originlock.port.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Checks a stage's exit conditions in their order and names the first that does not hold. */
final class ExitConditions {
  /** Probes that show nothing, after which one stops asking: each may last for seconds. */
  private static final int MOST_UNTOLD = 3;

  private final World world;
  private final Gate gate;
  private final Settings settings;
  private final LockState state;
  private final List<Presentation> distributions;
  private final Soak soak;
  private final Direct direct;
  private final boolean unsent;
  private final Instant now;
  private final Function<LockException, Decision> givingUp;
  private Decision notes = Decision.pass();

  /**
   * @param givingUp what follows if waiting longer helps nobody
   */
  ExitConditions(
      World world,
      Settings settings,
      Situation situation,
      Instant now,
      Function<LockException, Decision> givingUp) {
    this.world = world;
    this.gate = situation.world().gate();
    this.settings = settings;
    this.state = situation.state();
    this.distributions = situation.observed().probed();
    this.soak = situation.soak();
    this.direct = new Direct(world.prober(), situation, settings.probesInARow());
    this.unsent = situation.unsent();
    this.now = now;
    this.givingUp = givingUp;
  }

  /**
   * Waits for the first condition that does not hold, or gives up; decides this if all hold. Says
   * first which probes showed nothing.
   */
  Decision firstUnmetOr(Supplier<Decision> leaving) {
    Decision decision = check().orElseGet(leaving);
    return decision.after(notes);
  }

  private Optional<Decision> check() {
    List<Condition> exit = Rollover.of(gate.acceptance()).plan(state.stage()).exit();
    for (Condition condition : exit) {
      Optional<Decision> unmet = check(condition, exit.contains(Condition.NEWEST_ACCEPTED));
      if (unmet.isPresent()) {
        return unmet;
      }
    }
    return Optional.empty();
  }

  private Optional<Decision> check(Condition condition, boolean probed) {
    return switch (condition) {
      case HONOURED_SOAKED -> probed ? soaksUnrefused() : soaks("");
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

  private Optional<Decision> elapsed(Instant since, Duration length, String what) {
    return elapsed(since, length, what, "");
  }

  private Optional<Decision> elapsed(Instant since, Duration length, String what, String limit) {
    if (since == null) {
      return unmet(new Wait("the change that " + what + " counts from", "", null));
    }
    Instant end = since.plus(length);
    return now.isBefore(end)
        ? unmet(Waits.known(what + ", until " + end + limit, end))
        : Optional.empty();
  }

  private Optional<Decision> soaks(String limit) {
    return elapsed(
        state.times().honoured(), settings.soak(), "the soak after the API's change", limit);
  }

  /** A host that is later than the soak may be seen during it, and a longer one waits for it. */
  private Optional<Decision> soaksUnrefused() {
    Instant since = state.times().honoured();
    if (soak.over(since, now) || !mayBeginAnew()) {
      return soaks("");
    }
    boolean due = !now.isBefore(since.plus(settings.firstProbe()));
    return Stream.generate(() -> direct.ask(newest()))
        .limit(due ? settings.probesAtALook() : 0)
        .takeWhile(probe -> probe.verdict().tells())
        .filter(probe -> probe.verdict() == Verdict.REFUSED)
        .findFirst()
        .flatMap(probe -> anew("refuses " + newest().id() + ": " + probe.detail()))
        .or(() -> soaks("; a refusal begins it anew, until " + lastAnew() + " at most"));
  }

  private Instant lastAnew() {
    return state.since().plus(settings.soakLimit());
  }

  private boolean mayBeginAnew() {
    return settings.soaksCanBeginAnew()
        && state.times().honoured() != null
        && now.isBefore(lastAnew());
  }

  /** Lets the soak begin anew since a host has not learnt what it should; empty if never again. */
  private Optional<Decision> anew(String what) {
    return mayBeginAnew()
        ? Optional.of(
            Decision.write(
                    state
                        .change("a host was late: the soak begins anew")
                        .times(all -> all.soakingAnew(now))
                        .build(),
                    unsent)
                .saying("R6", "The API still " + what + ". The soak begins anew."))
        : Optional.empty();
  }

  private Secret newest() {
    return state.incoming() != null ? state.incoming() : state.current();
  }

  private Optional<Decision> newestAccepted() {
    SecretId id = newest().id();
    return late(newest(), Verdict.REFUSED, "whether the API accepts " + id)
        .flatMap(
            probe ->
                anew("refuses " + id + ": " + probe.detail())
                    .or(
                        () ->
                            stillSo(
                                new Wait(
                                    "the API to accept " + id + ": " + probe.detail(),
                                    "whether the gate holds " + id + " and the stage is the lock's",
                                    null),
                                "it still refuses " + id + " (" + probe.detail() + ")",
                                "Look at the gate and at the deployed stage.")));
  }

  private Optional<Decision> currentRefused() {
    SecretId id = state.current().id();
    return late(state.current(), Verdict.PASSED, "whether the API refuses " + id)
        .flatMap(
            probe ->
                anew("lets " + id + " in")
                    .or(
                        () ->
                            stillSo(
                                new Wait(
                                    "the API to refuse " + id,
                                    "whether the stage has the newest deployment",
                                    null),
                                "it still lets " + id + " in",
                                "Look whether the stage has the newest deployment.")));
  }

  /**
   * A probe that met a host which has not learnt what it should, of as many in a row; those that
   * show nothing hold nothing up, but prove nothing.
   *
   * @param late what such a host makes of this secret
   */
  private Optional<Probe> late(Secret secret, Verdict late, String question) {
    int untold = 0;
    for (int i = 0; i < settings.probesInARow() && untold < MOST_UNTOLD; i++) {
      Probe probe = direct.ask(secret);
      if (probe.verdict() == late) {
        return Optional.of(probe);
      }
      if (!probe.verdict().tells() && untold++ == 0) {
        inconclusive(question, probe);
      }
    }
    return Optional.empty();
  }

  private Optional<Decision> stillSo(Wait wait, String what, String remedy) {
    return activated() ? hopeless(wait, "the lock's API", what, remedy) : unmet(wait);
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
  private Optional<Decision> through(boolean last) {
    for (Presentation presentation : distributions) {
      String distribution = presentation.distribution();
      Probe probe = world.prober().through(distribution);
      if (probe.verdict() == Verdict.REFUSED && !closesElsewhere()) {
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
      if (last && probe.verdict() != Verdict.PASSED) {
        inconclusive("whether requests through " + distribution + " pass", probe);
      }
    }
    return Optional.empty();
  }

  /** What a first secret is refused at is open to viewers until the API's owner closes it. */
  private boolean closesElsewhere() {
    return state.stage() == Stage.ENGAGE && !gate.opensItself();
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
  private Optional<Decision> hopeless(Wait wait, String resource, String what, String remedy) {
    return state.stage().rotating()
        ? Optional.of(givingUp.apply(new LockException(resource, what, remedy)))
        : unmet(wait);
  }

  private static Optional<Decision> unmet(Wait until) {
    return Optional.of(Decision.await(until, false));
  }

  private Optional<Decision> gateOpen() {
    Demands demands = world.examiner().demands();
    return demands.none()
        ? Optional.empty()
        : unmet(
            new Wait(
                "the deployed API to stop demanding the secret",
                gate.toOpen() + ": it is demanded on " + demands.told(),
                null));
  }

  /** Never holds two secrets for ever: goes on after the soak, with an alarm. */
  private void inconclusive(String question, Probe probe) {
    notes = notes.inconclusive(question, probe);
  }
}
