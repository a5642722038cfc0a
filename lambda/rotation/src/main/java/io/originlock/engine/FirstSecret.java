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
 * The value with which a lock begins: a new one, or the one that the distributions send already.
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
}
