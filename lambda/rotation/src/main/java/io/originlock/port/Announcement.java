package io.originlock.port;

/**
 * How a gate says what it is about to do to the API's definition, so that Terraform's plans want
 * the same. It is the last look at the state as well: an invocation that was overtaken gets no
 * further.
 */
public interface Announcement {

  /**
   * Publishes what is about to be demanded; nothing if that is published already.
   *
   * @throws LostRaceException if another invocation went on meanwhile: change nothing more
   * @throws LockException if it cannot be published
   */
  void publish(Demand demand);

  /** For a gate of which Terraform need not know, changed by nobody else. */
  static Announcement none() {
    return demand -> {};
  }
}
