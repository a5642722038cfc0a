package io.originlock.engine;

import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.SecretValue;
import io.originlock.port.Presentation;
import io.originlock.port.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The value with which a lock begins: a new one, the one that Terraform published to be taken over,
 * or the one that the distributions send already.
 */
final class FirstSecret {
  private FirstSecret() {}

  /**
   * Reads what is sent today and decides.
   *
   * @throws LockException if beginning would replace a header that somebody relies on, or if there
   *     is not one secret to take over
   */
  static SecretValue value(String name, World world, Request request) {
    Set<SecretValue> sent = new LinkedHashSet<>();
    List<String> senders = new ArrayList<>();
    boolean everywhere = true;
    for (Presentation distribution : world.distributions().read()) {
      for (List<Header> headers : distribution.headers().values()) {
        headers.forEach(header -> world.gate().carriedBy(header).ifPresent(sent::add));
        everywhere &= !headers.isEmpty();
        if (!headers.isEmpty()) {
          senders.add(distribution.distribution());
        }
      }
    }
    Set<SecretValue> given = request.adopt() ? given(world) : Set.of();
    if (!given.isEmpty()) {
      if (given.size() > 1 || !given.containsAll(sent)) {
        throw new LockException(
            "lock " + name,
            "the header that it was given to take over is not the one that "
                + (senders.size() == 1 ? senders.get(0) + " sends." : senders + " send."),
            "Nothing was changed. Give it the value that they send: from the resource that holds"
                + " it.");
      }
      return given.iterator().next();
    }
    if (request.adopt()) {
      if (sent.size() != 1 || !everywhere) {
        throw new LockException(
            "lock " + name,
            "adopting found "
                + sent.size()
                + " different secrets, "
                + (everywhere ? "" : "not ")
                + "on every origin.",
            "Let every distribution of the lock send one and the same header first, or engage"
                + " without adopt.");
      }
      return sent.iterator().next();
    }
    if (!sent.isEmpty() && !request.force()) {
      throw new LockException(
          "distribution " + String.join(", ", senders),
          "engaging would replace a header of this gate that it sends already.",
          "Engage with adopt to take it over, with force to replace it, or remove it.");
    }
    return world.gate().generate();
  }

  /** What Terraform was told to have presented before there is a state. */
  private static Set<SecretValue> given(World world) {
    Set<SecretValue> given = new LinkedHashSet<>();
    world.published().read().stream()
        .flatMap(document -> document.headers().stream())
        .forEach(header -> world.gate().carriedBy(header).ifPresent(given::add));
    return given;
  }
}
