package io.originlock.cloudfront;

import java.util.List;

/**
 * A distribution of a lock, ordinary or staging.
 *
 * @param id such as {@code E1A2B3C4D5E6F7}
 * @param origins the ids of the origins that lead to the locked API, at least one
 */
public record Member(String id, List<String> origins) {
  public Member {
    origins = List.copyOf(origins);
    if (origins.isEmpty()) {
      throw new IllegalArgumentException("Distribution " + id + " has no origin to lock.");
    }
  }
}
