package io.originlock.port;

import io.originlock.model.Header;
import java.util.List;
import java.util.Set;

/** How a secret gets into CloudFront: the distributions of a lock, staging ones included. */
public interface Distributions {

  /** The same for these distributions, each listed or released. */
  default Distributions at(Set<String> ids) {
    return this;
  }

  /**
   * Reads every distribution of the lock, changing nothing. A released one that does not exist any
   * more is left out.
   *
   * @throws LockException if a listed distribution, or an origin that it covers, does not exist
   */
  List<Presentation> read();

  /**
   * Makes one distribution present exactly these of the gate's headers on the covered origins, and
   * leaves everything else of it as it is. Returns before the edges have it.
   *
   * @param observed what this was decided on
   * @return whether it was changed; false if there was nothing to change, or if somebody changed it
   *     since then: nothing was written, and the next reading shows what it is now
   * @throws LockException if AWS fails
   */
  boolean present(Presentation observed, List<Header> headers);
}
