package io.originlock.lab.e2e;

import io.originlock.lab.control.Faults.Effect;
import io.originlock.lab.control.Faults.Moment;
import java.time.Duration;
import java.util.Set;

/**
 * What can happen to a call. For a call that only reads, before and after its effect are the same,
 * so that what differs by that alone is left to the writes. So are deaths: a worker leaves nothing
 * but what it wrote, wherever it dies between two writes.
 */
enum Disturbance {
  THROTTLED("throttled", Moment.BEFORE, Scope.EVERY_CALL),
  TOLD_TO_TRY_AGAIN("told to try again later", Moment.BEFORE, Scope.WRITES),
  FAILED("answered 503 until the SDK gives up", Moment.BEFORE, Scope.EVERY_CALL),
  DROPPED_BEFORE("connection dropped before the effect", Moment.BEFORE, Scope.EVERY_CALL),
  DROPPED_AFTER("connection dropped after the effect", Moment.AFTER, Scope.WRITES),
  DROPPED_THROUGHOUT("the same until the SDK gives up", Moment.AFTER, Scope.WRITES),
  ANSWERED_LATE("answered later than the client waits", Moment.AFTER, Scope.EVERY_OPERATION),
  EFFECTIVE_LATE("effective later than the client waits", Moment.BEFORE, Scope.WRITES),
  KILLED_BEFORE("worker killed before the effect", Moment.BEFORE, Scope.WRITES),
  KILLED_AFTER("worker killed after the effect", Moment.AFTER, Scope.WRITES);

  /** What {@code AwsClients} waits for an attempt, and a little more. */
  private static final Duration TOO_LATE = Duration.ofMillis(5_500);

  /** The same where a call may take longer: updates of distributions, deployments of APIs. */
  private static final Duration TOO_LATE_EVEN_THERE = Duration.ofMillis(10_500);

  private static final Set<String> SLOW = Set.of("cloudfront", "apigateway");

  private final String label;
  private final Moment moment;
  private final Scope scope;

  Disturbance(String label, Moment moment, Scope scope) {
    this.label = label;
    this.moment = moment;
    this.scope = scope;
  }

  private enum Scope {
    EVERY_CALL,
    /** Of reads, one place an operation: a read that is given up is one that failed. */
    EVERY_OPERATION,
    WRITES
  }

  /** For people. */
  String label() {
    return label;
  }

  Moment moment() {
    return moment;
  }

  /** Whether it strikes every attempt of the call that the SDK makes, and not the first alone. */
  boolean throughout() {
    return this == FAILED || this == DROPPED_THROUGHOUT;
  }

  /** Whether it is mostly waiting. */
  boolean waits() {
    return this == ANSWERED_LATE || this == EFFECTIVE_LATE;
  }

  /**
   * Whether the SDK makes up for it before the call has any effect, so that neither the world nor
   * the worker's own code knows of it.
   */
  boolean absorbedAt(Place place) {
    return switch (this) {
      case THROTTLED, TOLD_TO_TRY_AGAIN, DROPPED_BEFORE -> true;
      case ANSWERED_LATE -> !place.writes();
      default -> false;
    };
  }

  /**
   * Whether it is a fault of its own at a place.
   *
   * @param first whether the place is the first of its operation
   */
  boolean strikes(Place place, boolean first) {
    return switch (scope) {
      case EVERY_CALL -> true;
      case EVERY_OPERATION -> first || place.writes();
      case WRITES -> place.writes();
    };
  }

  Effect effect(Place place) {
    return switch (this) {
      case THROTTLED -> new Effect.Throttle();
      case TOLD_TO_TRY_AGAIN -> new Effect.TryAgain();
      case FAILED -> new Effect.Error(503, "ServiceUnavailable");
      case DROPPED_BEFORE, DROPPED_AFTER, DROPPED_THROUGHOUT -> new Effect.Drop();
      case ANSWERED_LATE, EFFECTIVE_LATE ->
          new Effect.Delay(SLOW.contains(place.service()) ? TOO_LATE_EVEN_THERE : TOO_LATE);
      case KILLED_BEFORE, KILLED_AFTER -> new Effect.KillCaller();
    };
  }
}
