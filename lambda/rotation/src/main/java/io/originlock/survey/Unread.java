package io.originlock.survey;

import java.util.Optional;

/**
 * A part of the world that could not be looked at.
 *
 * @param part what sort of part
 * @param place which one, as findings name it: {@code REST API a1b2c3d4e5}
 * @param reason why, in one word
 * @param said the failed operation and what AWS said, a sentence, with what may be a secret taken
 *     out
 * @param permission the IAM action that was denied; empty for another reason
 * @param remedy what to do, a sentence
 */
public record Unread(
    Part part,
    String place,
    Reason reason,
    String said,
    Optional<String> permission,
    String remedy) {

  /** What can fail to be read by itself. */
  public enum Part {
    /** A distribution of the lock. */
    DISTRIBUTION,
    /** Which other distributions there are. */
    DISTRIBUTIONS,
    CACHE_POLICY,
    ORIGIN_REQUEST_POLICY,
    API,
    /** A resource policy that was read and not understood. */
    RESOURCE_POLICY,
    STAGES,
    /** What a stage serves. */
    SERVED,
    PLANS,
    /** Whether a plan holds keys. */
    PLAN_KEYS,
    DOMAINS,
    WEB_ACL,
    WEB_ACL_LOGGING,
    /** The rule group that a gate checks with. */
    RULE_GROUP
  }

  /** Why it could not be looked at. */
  public enum Reason {
    /** The caller lacks a permission. */
    DENIED,
    /** It is not there. */
    ABSENT,
    /** AWS is busy, or gave no answer: the next look may see it. */
    BUSY,
    /** Anything else. */
    OTHER
  }
}
