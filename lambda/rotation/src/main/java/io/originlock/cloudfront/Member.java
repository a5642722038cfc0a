package io.originlock.cloudfront;

import java.util.List;

/**
 * A distribution of a lock, ordinary or staging.
 *
 * @param id such as {@code E1A2B3C4D5E6F7}
 * @param origins the ids of the origins that lead to the locked API. None is those that carry a
 *     header of the lock's
 * @param released whether the lock is to let go of it: it, and each of its origins, may be gone
 */
public record Member(String id, List<String> origins, boolean released) {
  public Member {
    origins = List.copyOf(origins);
    if (origins.isEmpty() && !released) {
      throw new IllegalArgumentException("Distribution " + id + " has no origin to lock.");
    }
  }

  /** One that stays. */
  public Member(String id, List<String> origins) {
    this(id, origins, false);
  }
}
