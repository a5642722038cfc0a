package io.originlock.engine;

import io.originlock.model.LockException;
import io.originlock.port.Inspection;
import io.originlock.port.Presentation;
import io.originlock.port.World;
import java.util.stream.Collectors;

/** What would refuse viewers once the lock is off. */
final class Dependents {
  private Dependents() {}

  /**
   * @throws LockException if the deployed API, or a function at the edge, still needs the secret
   */
  static void check(String name, World world) {
    if (!world.gate().opensItself()) {
      Inspection inspection = world.gate().inspect();
      if (!inspection.open()) {
        throw new LockException(
            "lock " + name,
            "disengaging would cut off viewers: the deployed API demands the secret on "
                + (inspection.methods() - inspection.openMethods().size())
                + " of "
                + inspection.methods()
                + " methods.",
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
}
