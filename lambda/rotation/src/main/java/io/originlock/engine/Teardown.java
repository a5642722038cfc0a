package io.originlock.engine;

import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.SecretId;
import io.originlock.port.Announcement;
import io.originlock.port.Demands;
import io.originlock.port.DesiredGate;
import io.originlock.port.Gate;
import io.originlock.port.HinderedException;
import io.originlock.port.Journal;
import io.originlock.port.ObservedGate;
import io.originlock.port.Presentation;
import io.originlock.port.Published;
import io.originlock.port.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes a lock off, if nothing needs it, and takes away what it left: its state last of all. */
final class Teardown {
  private final World world;
  private final Journal journal;

  Teardown(World world, Journal journal) {
    this.world = world;
    this.journal = journal;
  }

  /**
   * Checks before a lock is taken off that no viewer would be refused without it.
   *
   * @throws LockException if the deployed API, or a function at the edge, still needs the secret
   */
  static void requireNoDependents(String name, World world) {
    if (!world.gate().opensItself()) {
      Demands demands = world.examiner().demands();
      if (!demands.none()) {
        throw new LockException(
            "lock " + name,
            "disengaging would cut off viewers: the deployed API demands the secret on "
                + demands.told()
                + ".",
            "Stop demanding it and deploy, or force this if the API goes away too.");
      }
    }
    String needing =
        world.distributions().read().stream()
            .filter(Presentation::needed)
            .map(Presentation::distribution)
            .collect(Collectors.joining(", "));
    if (!needing.isEmpty()) {
      throw new LockException(
          "lock " + name,
          "disengaging would cut off viewers: edges of "
              + needing
              + " run a function that sends nothing on without the lock's key.",
          "Take the function off every behaviour that leads to the API and wait until CloudFront"
              + " says Deployed, or force this if the distribution goes away too.");
    }
  }

  /**
   * Takes away the keys of a lock that is off, what it published, and its state.
   *
   * @param hurried whether the API goes away with its lock, so that its gate may stay as it is
   * @throws LockException if somebody else's unfinished work keeps the gate from being opened
   */
  void run(LockState open, boolean hurried) {
    Set<SecretId> all =
        open.retired().stream().map(r -> r.secret().id()).collect(Collectors.toSet());
    Gate gate = world.gate();
    ObservedGate seen = gate.observe(open.known());
    // The way out has opened it before; what that publishes, the document below says.
    try {
      if (!gate.destroyedByTerraform() || !seen.open()) {

        gate.honour(new DesiredGate(true, List.of(), all, true), seen, Announcement.none());
      }
    } catch (HinderedException e) {
      if (!hurried) {
        throw new LockException(
            "The lock's gate", "opening it awaits " + e.getMessage(), e.remedy());
      }
      journal.warned("R0", "The gate stays as it is, as it was forced to: " + e.getMessage());
    }
    gate.tidy();
    // What the stages serve stays known: Terraform's own deployment may still demand a secret.
    Published.Document empty =
        new Published.Document(0, List.of(), gate.observe(List.of()).demand().of(Optional.empty()));
    if (world.published().read().filter(document -> !document.equals(empty)).isPresent()) {
      world.published().write(empty);
    }
    world.log().erase();
  }
}
