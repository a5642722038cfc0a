package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.model.Members;
import io.originlock.model.Roster;
import io.originlock.model.Times;
import io.originlock.port.Demand;
import io.originlock.port.Gate;
import io.originlock.port.Presentation;
import io.originlock.port.Published.Document;
import io.originlock.port.World;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that a rule knows: the state, how this invocation came to it, what was observed of the world,
 * and what is desired of it.
 *
 * @param world what it was observed through: the gate at the lock's members of this moment
 * @param document what was published before the world was observed
 * @param accepts whether the gate accepts what the stage presents
 * @param differing the distributions that present something else than they must
 * @param held those of them that would lose a secret that may work, while the one to come has not
 *     soaked
 */
record Situation(
    Position at,
    World world,
    Optional<Document> document,
    Observed observed,
    Desired desired,
    boolean accepts,
    List<Presentation> differing,
    List<Presentation> held,
    Soak soak,
    Clock clock) {

  /** Looks at the world. */
  static Situation of(World all, Settings settings, Clock clock, Position at) {
    LockState state = at.state();
    Optional<Document> document = all.published().read();
    World world = all.with(document, state.begins());
    Gate gate = world.gate();
    Soak soak = new Soak(settings.soak());
    Instant before = clock.instant();
    Observed observed = Observed.read(world, state, soak, before);
    Desired desired = Desired.of(gate, state, observed, soak, before);
    List<Presentation> differing = desired.differing(observed);
    Guard guard = new Guard(gate, settings.memory());
    Instant now = clock.instant();
    boolean mayHold =
        !desired.plan().open()
            && !desired.onlyAdded()
            && state.times().accepted() != null
            && !soak.over(state.times().accepted(), now);
    List<Presentation> held =
        differing.stream()
            .filter(each -> mayHold && each.loses(desired.headers()))
            .filter(each -> guard.mayServe(state, each, observed.gate().honoured(), now))
            .toList();
    return new Situation(
        at,
        world,
        document,
        observed,
        desired,
        Rollover.of(gate.acceptance())
            .accepts(Rollover.cast(state, desired.plan().presented()), observed.gate()),
        differing,
        held,
        soak,
        clock);
  }

  LockState state() {
    return at.state();
  }

  boolean unsent() {
    return at.unsent();
  }

  boolean forced() {
    return at.forced();
  }

  Instant now() {
    return clock.instant();
  }

  boolean agrees() {
    return differing.isEmpty();
  }

  /** The differing distributions that may be changed now. */
  List<Presentation> toChange() {
    return differing.stream().filter(each -> !held.contains(each)).toList();
  }

  /** The released members that still belong to the lock. */
  Members leaving() {
    return world.roster().leaving();
  }

  /** The lock's stages to which a released distribution leads. */
  Set<String> behind(Presentation distribution) {
    return Observed.behind(world.roster(), distribution);
  }

  /**
   * The listed distributions that the published document does not name: since when their edges
   * present anything is not known.
   */
  Set<String> joining() {
    Members listed = world.roster().listed();
    return document
        .flatMap(Document::members)
        .map(named -> listed.minus(named).distributions())
        .orElse(Set.of());
  }

  /** The members to publish: a stage that joins is named late where naming it closes it. */
  Members named() {
    Members all = world.roster().members().plus(unknown());
    Members joining = document.flatMap(Document::members).map(all::minus).orElse(Members.NONE);
    return world.gate().standsWhereNamed() && !everyEdgePresents()
        ? all.minus(new Members(Set.of(), joining.stages()))
        : all;
  }

  /**
   * What the document names and this worker was never told of: one whose configuration is older
   * than the document must not let it go.
   */
  private Members unknown() {
    Roster roster = world.roster();
    return document
        .flatMap(Document::members)
        .orElse(Members.NONE)
        .minus(roster.listed())
        .minus(roster.released());
  }

  private boolean everyEdgePresents() {
    return agrees()
        && joining().isEmpty()
        && observed.unsettled().isEmpty()
        && soak.over(state().times().settled(), now());
  }

  /**
   * What to publish of what the gate demands: what released stages served when they were let go
   * stays, since an older deployment of Terraform's own may demand a secret still.
   */
  Demand published(Demand demand) {
    Set<String> gone = world.roster().gone().stages();
    return demand.and(
        document.map(Document::demand).orElse(Demand.NONE).deployments().stream()
            .filter(each -> gone.contains(each.member()))
            .toList());
  }

  /** Whether headers are still there that go once nothing can demand them any more. */
  boolean keepsMore() {
    return desired.onlyAdded() && observed.presentsMoreThan(desired.headers());
  }

  /** Whether the gate is not what the state says it was. */
  boolean gateWasChanged() {
    Times times = state().times();
    boolean believed = times.honoured() != null || times.accepted() != null && !accepts;
    GateDifference gate = desired.gate();
    return believed && (gate.lacks() || gate.foreign()) && !gate.postponed();
  }

  static String names(List<Presentation> distributions) {
    return distributions.stream().map(Presentation::distribution).collect(Collectors.joining(", "));
  }
}
