package io.originlock.engine;

import java.util.List;

/** How a secret gets into CloudFront: the distributions of a lock, staging ones included. */
public interface Distributions {

  /**
   * Reads every distribution of the lock, changing nothing.
   *
   * @throws LockException if a distribution, or an origin that the lock covers, does not exist
   */
  List<Presentation> read();

  /**
   * Makes one distribution present exactly these of the gate's headers on the covered origins, and
   * leaves everything else of it as it is. Returns before the edges have it.
   *
   * @return whether anything had to be changed
   * @throws LockException if AWS fails or the distribution kept changing under the call
   */
  boolean present(String distribution, List<Header> headers);
}
