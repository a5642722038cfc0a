package io.originlock.survey;

import java.util.List;

/**
 * An origin group of a distribution.
 *
 * @param id what behaviours name in place of an origin
 * @param members the ids of its origins, the primary first
 * @param failoverCodes the HTTP statuses of one member for which the next is asked
 */
public record OriginGroup(String id, List<String> members, List<Integer> failoverCodes) {
  public OriginGroup {
    members = List.copyOf(members);
    failoverCodes = List.copyOf(failoverCodes);
  }
}
