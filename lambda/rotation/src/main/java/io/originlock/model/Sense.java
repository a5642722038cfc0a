package io.originlock.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tells a state that an engine may have written from one that none can: acted upon, that one would
 * take headers off, or wait for ever. Clocks may differ, so no two times are compared.
 *
 * <ul>
 *   <li>A lock that is open knows no secret that is current or incoming; every other has a current
 *       one.
 *   <li>One incoming secret makes a rotation: there is one in each of its stages and none at rest.
 *       A lock that is being taken off may have kept it.
 *   <li>Each secret has an id and a value of its own, and there is an id for the next one.
 *   <li>An idle lock is one whose gate is to be closed.
 *   <li>The number is one that a log gives; times are of this age; counts are such as an engine
 *       comes to.
 * </ul>
 */
public final class Sense {
  /** The first moment that a time may be. */
  static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  /** The first moment that no time may be. */
  static final Instant TOO_LATE = Instant.parse("2200-01-01T00:00:00Z");

  /** One attempt a minute comes to half of it in a year. */
  static final int MOST_ATTEMPTS = 1_000_000;

  private Sense() {}

  /** What makes no sense, the end of a sentence without any value; empty if all may be so. */
  public static Optional<String> problem(LockState state) {
    return number(state)
        .or(() -> parts(state))
        .or(() -> secrets(state))
        .or(() -> times(state))
        .or(() -> attempts(state.attempts()));
  }

  private static Optional<String> number(LockState state) {
    return when(
        state.sequence() < 1 || state.sequence() > LockState.LAST_SEQUENCE,
        "its \"sequence\" is none from 1 to " + LockState.LAST_SEQUENCE);
  }

  private static Optional<String> parts(LockState state) {
    Stage stage = state.stage();
    boolean open = stage == Stage.OPEN;
    boolean incoming = state.incoming() != null;
    String is = " though it is " + stage.label();
    return when(state.current() == null && !open, "it has no \"current\" secret" + is)
        .or(() -> when(state.current() != null && open, "it has a \"current\" secret" + is))
        .or(() -> when(!incoming && stage.rotating(), "it has no \"incoming\" secret" + is))
        .or(
            () ->
                when(
                    incoming && !stage.rotating() && !stage.leaving(),
                    "it has an \"incoming\" secret" + is))
        .or(
            () ->
                when(
                    stage == Stage.IDLE && !state.enforced(), "its gate is not to be closed" + is));
  }

  private static Optional<String> secrets(LockState state) {
    List<Secret> known = state.known();
    return when(repeats(known, Secret::id), "two of its secrets have one id")
        .or(() -> when(repeats(known, Secret::value), "two of its secrets have one value"))
        .or(
            () ->
                when(
                    known.stream().anyMatch(secret -> secret.id().last()),
                    "one of its secrets has the last id that there is"));
  }

  private static boolean repeats(List<Secret> secrets, Function<Secret, Object> part) {
    Set<Object> seen = new HashSet<>();
    return !secrets.stream().map(part).allMatch(seen::add);
  }

  private static Optional<String> times(LockState state) {
    Times times = state.times();
    List<Named> all = new ArrayList<>();
    all.add(new Named("since", state.since()));
    all.add(new Named("honouredAt", times.honoured()));
    all.add(new Named("servedAt", times.accepted()));
    all.add(new Named("settledAt", times.settled()));
    times.open().forEach((stage, since) -> all.add(new Named("openSince." + stage, since)));
    all.add(new Named("enforcement.at", state.requests().enforcement().since()));
    all.add(new Named("repairs.last", state.attempts().repairs().last()));
    all.add(new Named("tries.last", state.attempts().rotations().last()));
    state.known().forEach(secret -> all.add(new Named("createdAt", secret.createdAt())));
    state.retired().forEach(retired -> all.add(new Named("retired.at", retired.at())));
    return all.stream()
        .filter(Named::outOfReason)
        .findFirst()
        .map(named -> "its \"" + named.name() + "\" is not a time of the years 2000 to 2199");
  }

  private record Named(String name, Instant time) {
    boolean outOfReason() {
      return time != null && (time.isBefore(EARLIEST) || !time.isBefore(TOO_LATE));
    }
  }

  private static Optional<String> attempts(Attempts attempts) {
    return Stream.of(attempts.repairs(), attempts.rotations())
            .anyMatch(effort -> effort.count() > MOST_ATTEMPTS)
        ? Optional.of("it counts more than " + MOST_ATTEMPTS + " attempts")
        : Optional.empty();
  }

  private static Optional<String> when(boolean senseless, String problem) {
    return senseless ? Optional.of(problem) : Optional.empty();
  }
}
