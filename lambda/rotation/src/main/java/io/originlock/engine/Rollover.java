package io.originlock.engine;

import static io.originlock.engine.Condition.CURRENT_REFUSED;
import static io.originlock.engine.Condition.GATE_OPEN;
import static io.originlock.engine.Condition.GRACE_OVER;
import static io.originlock.engine.Condition.HONOURED_SOAKED;
import static io.originlock.engine.Condition.NEWEST_ACCEPTED;
import static io.originlock.engine.Condition.NONE_REFUSED;
import static io.originlock.engine.Condition.SETTLED_SOAKED;
import static io.originlock.engine.Condition.THROUGH_ACCEPTED;
import static io.originlock.engine.Role.CURRENT;
import static io.originlock.engine.Role.INCOMING;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ordered stages by which a gate goes from one secret to the next, and what each stage presents
 * and honours. Only this differs between the two kinds of gate; the engine is the same.
 */
public enum Rollover {
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
  };

  private final List<Stage> rotation;

  Rollover(Stage... rotation) {
    this.rotation = List.of(rotation);
  }

  /** What a stage wants, and when it may be left. */
  abstract StagePlan plan(Stage stage);

  /** The stages of a rotation in their order, idle at neither end. */
  public List<Stage> rotation() {
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
              List.of(HONOURED_SOAKED, SETTLED_SOAKED, NEWEST_ACCEPTED));
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
