package io.originlock.audit;

import java.util.Locale;

/**
 * One way around a lock, or one place where its secret may leak.
 *
 * @param kind what sort of door it is
 * @param where the stage, domain, usage plan or web ACL, for people
 * @param method the method's verb and path, {@code GET /pets}; empty where it is not about one
 * @param detail what is open, a sentence
 * @param remedy what to do, a sentence
 */
public record OpenDoor(Kind kind, String where, String method, String detail, String remedy) {

  /** What sort of door it is. */
  public enum Kind {
    /** A method of a protected stage can be reached without the secret. */
    METHOD_OPEN,
    /** Another stage of the same API can be reached without the secret. */
    STAGE_OPEN,
    /** A canary of a protected stage, whose methods may differ. */
    CANARY,
    /** A domain of the API's own, which viewers can use past CloudFront. */
    DOMAIN_BYPASS,
    /** An authorizer's answer to one request lets others in. */
    ANSWERS_CACHED,
    /** The API's answer to a request without the secret would tell the secret. */
    REFUSAL_TELLS_SECRET,
    /** A log that would record the secret. */
    LOGS_SECRET,
    /** WAF keeps samples of requests, with their headers. */
    SAMPLES_SECRET,
    /** Edges send the secret on to the API, though a function there should take it. */
    EDGE_SENDS_SECRET,
    /** A backend receives the secret. */
    BACKEND_RECEIVES_SECRET,
    /** Keys or digests that are not the lock's are let in. */
    OTHER_KEYS,
    /** The API does not look for its keys in the header. */
    KEY_SOURCE,
    /** The stage has no web ACL, or one without the lock's rule group. */
    WEB_ACL_MISSING,
    /** The web ACL only counts what the lock's rule group blocks. */
    RULE_GROUP_OVERRIDDEN,
    /** The lock's rule counts, or is not there. */
    RULE_COUNTS,
    /** A rule before the lock's allows requests, which then skip it. */
    EARLIER_ALLOW;

    /** Its name in answers: {@code method-open}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
