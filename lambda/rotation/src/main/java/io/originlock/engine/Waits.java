package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.model.Retired;
import io.originlock.model.SecretId;
import io.originlock.model.Wait;
import io.originlock.port.Journal.Occurrence;
import io.originlock.port.Presentation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the engine says it waits for, and since when that is too long. */
final class Waits {
  private Waits() {}

  static Wait propagation(List<Presentation> distributions) {
    return new Wait(
        "CloudFront to bring the change of " + Situation.names(distributions) + " to every edge",
        "the status of the distribution: Deployed within minutes, rarely within an hour",
        null);
  }

  /** A wait that ends by itself. */
  static Wait known(String what, Instant end) {
    return new Wait(what, "nothing: it ends by itself", end);
  }

  /** A rest: the gate is open until somebody asks for it to be closed. */
  static Wait enforcement(LockState state) {
    return new Wait(
        "somebody to enforce the lock: its gate lets everyone in, not enforced since "
            + state.requests().enforcement().since(),
        "whether every configuration that writes the distributions reads the header; then apply"
            + " enforce = true. Where that is applied already, Terraform's plan does not show the"
            + " open gate: make enforce closes it",
        null,
        true);
  }

  static Wait nothingStays() {
    return new Wait(
        "what was put in place to stay there",
        "who else changes the lock's keys or headers: CloudTrail names them",
        null);
  }

  static Wait soakOrPropagation(Situation situation) {
    Instant soaked = situation.soak().end(situation.state().times().settled());
    return situation.now().isBefore(soaked)
        ? known("the soak after CloudFront settled, until " + soaked, soaked)
        : propagation(situation.observed().unsettled());
  }

  /** Puts the next repair off, since those before did not last. */
  static Decision fight(LockState state, boolean unsent) {
    Instant next = Patience.REPAIRS.next(state.attempts().repairs());
    Wait wait = nothingStays();
    return Decision.await(
            new Wait(wait.awaiting() + "; repaired from " + next, wait.check(), next), unsent)
        .counting(Occurrence.FIGHT)
        .warning(
            "R1",
            state.attempts().repairs().count()
                + " repairs did not last: the next is made from "
                + next
                + " on.");
  }

  /** Says of a wait without a known end how long it has been, once that is long. */
  static Optional<Wait> overdue(LockState state, Wait wait, Instant now) {
    if (wait.resting() || wait.notBefore() != null) {
      return Optional.empty();
    }
    return begun(state)
        .map(since -> Duration.between(since, now))
        .filter(soFar -> soFar.compareTo(Patience.USUAL) >= 0)
        .map(
            soFar ->
                new Wait(
                    "%s, for %d minutes now, longer than usual%s"
                        .formatted(wait.awaiting(), soFar.toMinutes(), leaked(state)),
                    wait.check(),
                    null));
  }

  /** What is not dead yet of what was revoked, the end of a sentence. */
  private static String leaked(LockState state) {
    List<SecretId> alive = revoked(state).map(retired -> retired.secret().id()).sorted().toList();
    String all = alive.stream().map(SecretId::toString).collect(Collectors.joining(", "));
    boolean taken = state.times().honoured() != null;
    return alive.isEmpty()
        ? ""
        : "; until then the revoked "
            + all
            + (taken
                ? " may still work: none was seen refused"
                : " can still be used by who has it");
  }

  private static Stream<Retired> revoked(LockState state) {
    return state.retired().stream().filter(each -> each.revoked() && !each.refused());
  }

  /**
   * The revocation that is not through, or else the last change of the worker's; empty if a lock at
   * rest awaits what somebody else did.
   */
  private static Optional<Instant> begun(LockState state) {
    return revoked(state).map(Retired::at).min(Comparator.naturalOrder()).or(() -> changed(state));
  }

  private static Optional<Instant> changed(LockState state) {
    Optional<Instant> stage = Optional.of(state.since()).filter(since -> !state.rests());
    return Stream.concat(stage.stream(), Stream.ofNullable(state.attempts().repairs().last()))
        .max(Comparator.naturalOrder());
  }
}
