package io.originlock.engine;

import static io.originlock.engine.StagePlan.Condition.CURRENT_REFUSED;
import static io.originlock.engine.StagePlan.Condition.GATE_OPEN;
import static io.originlock.engine.StagePlan.Condition.GRACE_OVER;
import static io.originlock.engine.StagePlan.Condition.HONOURED_SOAKED;
import static io.originlock.engine.StagePlan.Condition.NEWEST_ACCEPTED;
import static io.originlock.engine.StagePlan.Condition.NONE_REFUSED;
import static io.originlock.engine.StagePlan.Condition.SETTLED_SOAKED;
import static io.originlock.engine.StagePlan.Condition.THROUGH_ACCEPTED;
import static io.originlock.engine.StagePlan.Role.CURRENT;
import static io.originlock.engine.StagePlan.Role.INCOMING;

import io.originlock.engine.StagePlan.Role;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Retired;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.Stage;
import io.originlock.port.Acceptance;
import io.originlock.port.Gate;
import io.originlock.port.ObservedGate;
import io.originlock.port.Presentation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The ordered stages by which a gate goes from one secret to the next, and what each stage presents
 * and honours. Only this differs between the two kinds of gate; the engine is the same.
 */
enum Rollover {
  /** Several secrets can be honoured at once: first the gate widens, then CloudFront changes. */
  ANY_OF(Stage.ADMIT, Stage.PRESENT) {
    @Override
    StagePlan plan(Stage stage) {
      return switch (stage) {
        case ADMIT ->
            new StagePlan(
                Set.of(CURRENT),
                false,
                Set.of(CURRENT, INCOMING),
                List.of(HONOURED_SOAKED, NEWEST_ACCEPTED));
        case PRESENT ->
            new StagePlan(
                Set.of(INCOMING),
                false,
                Set.of(CURRENT, INCOMING),
                List.of(
                    HONOURED_SOAKED, NONE_REFUSED, SETTLED_SOAKED, GRACE_OVER, THROUGH_ACCEPTED));
        case RETREAT ->
            new StagePlan(
                Set.of(CURRENT),
                false,
                Set.of(CURRENT, INCOMING),
                List.of(HONOURED_SOAKED, SETTLED_SOAKED, THROUGH_ACCEPTED));
        default -> common(stage);
      };
    }

    @Override
    boolean accepts(Collection<SecretId> presented, Collection<SecretId> demanded) {
      return demanded.containsAll(presented);
    }

    @Override
    boolean accepts(List<Secret> presented, ObservedGate gate) {
      return accepts(ids(presented), gate.honoured());
    }

    @Override
    boolean acceptsStrays() {
      return true;
    }

    @Override
    List<Secret> letInAnyway(LockState state) {
      return cast(state, Set.of(CURRENT));
    }

    @Override
    List<Secret> keeps(LockState state, Set<SecretId> accepted, boolean mayNarrow) {
      return state.retired().stream()
          .filter(retired -> !retired.revoked())
          .map(Retired::secret)
          .filter(
              secret ->
                  state.secrets().lingering().contains(secret.id())
                      || !mayNarrow && accepted.contains(secret.id()))
          .toList();
    }

    @Override
    boolean mayNarrow(Gate gate, LockState state, List<Presentation> distributions) {
      List<Header> headers = gate.present(cast(state, plan(state.stage()).presented()));
      return distributions.stream().allMatch(each -> each.shows(headers));
    }

    @Override
    boolean onlyAddsHeaders(StagePlan plan, boolean mayDemandAnother) {
      return false;
    }

    @Override
    boolean preparesBehind(boolean openGate) {
      return true;
    }

    @Override
    boolean presentsFirst() {
      return false;
    }
  },

  /** One requirement at a time: first CloudFront sends both, then the gate changes. */
  ALL_OF(Stage.PRESENT, Stage.REQUIRE) {
    @Override
    StagePlan plan(Stage stage) {
      return switch (stage) {
        case PRESENT ->
            new StagePlan(
                Set.of(CURRENT, INCOMING),
                false,
                Set.of(CURRENT),
                List.of(NONE_REFUSED, SETTLED_SOAKED, THROUGH_ACCEPTED));
        case REQUIRE ->
            new StagePlan(
                Set.of(CURRENT, INCOMING),
                false,
                Set.of(INCOMING),
                List.of(HONOURED_SOAKED, NEWEST_ACCEPTED, CURRENT_REFUSED));
        case RETREAT ->
            new StagePlan(
                Set.of(CURRENT, INCOMING),
                false,
                Set.of(CURRENT),
                List.of(HONOURED_SOAKED, SETTLED_SOAKED, THROUGH_ACCEPTED));
        default -> common(stage);
      };
    }

    @Override
    boolean accepts(Collection<SecretId> presented, Collection<SecretId> demanded) {
      return presented.containsAll(demanded);
    }

    @Override
    boolean accepts(List<Secret> presented, ObservedGate gate) {
      return gate.open() || !gate.honoured().isEmpty() && accepts(ids(presented), gate.honoured());
    }

    @Override
    boolean acceptsStrays() {
      return false;
    }

    @Override
    List<Secret> letInAnyway(LockState state) {
      return cast(state, EnumSet.allOf(Role.class));
    }

    @Override
    List<Secret> keeps(LockState state, Set<SecretId> accepted, boolean mayNarrow) {
      return List.of();
    }

    @Override
    boolean mayNarrow(Gate gate, LockState state, List<Presentation> distributions) {
      List<Header> headers = gate.present(cast(state, plan(state.stage()).honoured()));
      return distributions.stream().allMatch(each -> each.carries(headers));
    }

    @Override
    boolean onlyAddsHeaders(StagePlan plan, boolean mayDemandAnother) {
      return !plan.presented().isEmpty() && mayDemandAnother;
    }

    @Override
    boolean preparesBehind(boolean openGate) {
      return !openGate;
    }

    @Override
    boolean presentsFirst() {
      return true;
    }
  };

  private final List<Stage> rotation;

  Rollover(Stage... rotation) {
    this.rotation = List.of(rotation);
  }

  static Rollover of(Acceptance acceptance) {
    return switch (acceptance) {
      case ANY_OF -> ANY_OF;
      case ALL_OF -> ALL_OF;
    };
  }

  /** What a stage wants, and when it may be left. */
  abstract StagePlan plan(Stage stage);

  /**
   * Whether requests that carry these secrets get through a gate that honours those.
   *
   * @param demanded what the gate honours, as it is desired
   */
  abstract boolean accepts(Collection<SecretId> presented, Collection<SecretId> demanded);

  /** The same of a gate as it is observed: one of which nothing is known accepts nothing. */
  abstract boolean accepts(List<Secret> presented, ObservedGate gate);

  /** Whether the gate can go on accepting what a distribution presents against the stage's will. */
  abstract boolean acceptsStrays();

  /** What a host lets in that knows the gate of before this stage, and one that knows today's. */
  abstract List<Secret> letInAnyway(LockState state);

  /**
   * The retired secrets that stay accepted beside the stage's own: those that an edge may still
   * send, and until something may be taken away all that are accepted today.
   */
  abstract List<Secret> keeps(LockState state, Set<SecretId> accepted, boolean mayNarrow);

  /** Whether the distributions present what lets the gate do without the rest. */
  abstract boolean mayNarrow(Gate gate, LockState state, List<Presentation> distributions);

  /**
   * Whether headers may be added and none taken away: a gate of one requirement that demands
   * another on some host may demand any of those that are there.
   */
  abstract boolean onlyAddsHeaders(StagePlan plan, boolean mayDemandAnother);

  /** Whether there is something to prepare: one requirement at a time leaves none while open. */
  abstract boolean preparesBehind(boolean openGate);

  /** Whether every edge must present a secret before the gate changes to it. */
  abstract boolean presentsFirst();

  /** The stages of a rotation in their order, idle at neither end. */
  List<Stage> rotation() {
    return rotation;
  }

  /** The stage that follows; empty for those in which a lock rests. */
  Optional<Stage> next(Stage stage) {
    return switch (stage) {
      case OPEN, IDLE -> Optional.empty();
      case ENGAGE, RETREAT -> Optional.of(Stage.IDLE);
      case DISENGAGE -> Optional.of(Stage.WITHDRAW);
      case WITHDRAW -> Optional.of(Stage.OPEN);
      case ADMIT, PRESENT, REQUIRE -> {
        int at = rotation.indexOf(stage);
        if (at < 0) {
          throw new LockException(
              "stage " + stage.label(),
              "does not belong to the rollover " + this + ".",
              "The state was written for another gate: disengage with that gate first.");
        }
        yield Optional.of(at + 1 < rotation.size() ? rotation.get(at + 1) : Stage.IDLE);
      }
    };
  }

  private static StagePlan common(Stage stage) {
    return switch (stage) {
      case OPEN -> new StagePlan(Set.of(), true, Set.of(), List.of());
      case ENGAGE ->
          new StagePlan(
              Set.of(CURRENT),
              true,
              Set.of(CURRENT),
              List.of(HONOURED_SOAKED, SETTLED_SOAKED, NEWEST_ACCEPTED, THROUGH_ACCEPTED));
      case IDLE -> new StagePlan(Set.of(CURRENT), false, Set.of(CURRENT), List.of());
      case DISENGAGE ->
          new StagePlan(
              Set.of(CURRENT),
              true,
              EnumSet.allOf(Role.class),
              List.of(HONOURED_SOAKED, GATE_OPEN));
      case WITHDRAW ->
          new StagePlan(Set.of(), true, EnumSet.allOf(Role.class), List.of(SETTLED_SOAKED));
      case ADMIT, PRESENT, REQUIRE, RETREAT ->
          throw new LockException(
              "stage " + stage.label(),
              "does not belong to this gate's rollover.",
              "The state was written for another gate: disengage with that gate first.");
    };
  }

  /** The ids of these secrets, in their order. */
  static Set<SecretId> ids(Collection<Secret> secrets) {
    return secrets.stream().map(Secret::id).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The secrets that play these parts in a state. */
  static List<Secret> cast(LockState state, Set<Role> roles) {
    List<Secret> secrets = new ArrayList<>();
    if (roles.contains(CURRENT) && state.current() != null) {
      secrets.add(state.current());
    }
    if (roles.contains(INCOMING) && state.incoming() != null) {
      secrets.add(state.incoming());
    }
    return List.copyOf(secrets);
  }
}
