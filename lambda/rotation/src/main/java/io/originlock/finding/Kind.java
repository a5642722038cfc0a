package io.originlock.finding;

import static io.originlock.finding.Severity.BLIND;
import static io.originlock.finding.Severity.HINDERS;
import static io.originlock.finding.Severity.OPEN;
import static io.originlock.finding.Severity.REFUSES;
import static io.originlock.finding.Severity.TELLS;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What sort of finding it is. Answers, alarms and accepted findings name a kind by its {@link
 * #label}, so no name changes.
 */
public enum Kind {
  /** A behaviour sends the viewer's Host on; API Gateway answers 403 to a foreign one. */
  FORWARDED_HOST(REFUSES),
  /** A usage plan's rate counts all viewers, who share the lock's key. */
  SHARED_THROTTLE(REFUSES),
  /** A usage plan's quota counts all viewers, who share the lock's key. */
  SHARED_QUOTA(REFUSES),
  /** The lock's usage plan does not cover a stage, so none of its keys opens it. */
  STAGE_NOT_IN_PLAN(REFUSES),
  /** The API takes its keys from elsewhere than the header. */
  KEY_SOURCE(REFUSES),
  /** A behaviour sends requests to the target that the edge function has not signed. */
  UNSIGNED_BEHAVIOUR(REFUSES),
  /** An origin that leads to the target does not get the lock's header. */
  UNGUARDED_ORIGIN(REFUSES),
  /** A distribution that leads to the target is no member of the lock. */
  UNGUARDED_DISTRIBUTION(REFUSES),
  /** The default endpoint is off, and an origin uses it. */
  ENDPOINT_OFF(REFUSES),
  /** The API is private, and an origin uses its public name. */
  ENDPOINT_PRIVATE(REFUSES),
  /** A resource policy does not let CloudFront's edges in. */
  POLICY_REFUSES(REFUSES),

  /** A member, a covered origin or the lock's usage plan does not exist. */
  MEMBER_MISSING(HINDERS),
  /** A covered origin is not the target: a new secret would go to a stranger. */
  FOREIGN_ORIGIN(HINDERS),
  /** A covered origin is, or may be, asked over plain HTTP. */
  PLAIN_ORIGIN(HINDERS),
  /** A direct probe's address is not the target's: a secret would go to a stranger. */
  FOREIGN_PROBE(HINDERS),
  /** A direct probe's address is plain HTTP. */
  PLAIN_PROBE(HINDERS),
  /** What is attached to a distribution asks for a permission that the worker does not have. */
  MISSING_PERMISSION(HINDERS),
  /** The default endpoint would be switched off by the next deployment. */
  ENDPOINT_SWITCH_PENDING(HINDERS),
  /** A canary's deployment demands other secrets than a rotation deploys. */
  CANARY_STANDS_STILL(HINDERS),

  /** A method of a protected stage can be reached without the secret. */
  METHOD_OPEN(OPEN),
  /** Another stage of the same API can be reached without the secret. */
  STAGE_OPEN(OPEN),
  /** A canary of a protected stage, whose methods may differ. */
  CANARY(OPEN),
  /** A domain of the API's own, which viewers can use past CloudFront. */
  DOMAIN_BYPASS(OPEN),
  /** An authorizer's answer to one request lets others in. */
  ANSWERS_CACHED(OPEN),
  /** Keys or digests that are not the lock's are let in. */
  OTHER_KEYS(OPEN),
  /** The stage has no web ACL, or one without the lock's rule group. */
  WEB_ACL_MISSING(OPEN),
  /** The web ACL only counts what the lock's rule group blocks. */
  RULE_GROUP_OVERRIDDEN(OPEN),
  /** The lock's rule counts, or is not there. */
  RULE_COUNTS(OPEN),
  /** A rule before the lock's allows requests, which then skip it. */
  EARLIER_ALLOW(OPEN),

  /** The API's answer to a request without the secret would tell the secret. */
  REFUSAL_TELLS_SECRET(TELLS),
  /** A log that would record the secret. */
  LOGS_SECRET(TELLS),
  /** WAF keeps samples of requests, with their headers. */
  SAMPLES_SECRET(TELLS),
  /** Edges send the secret on to the API, though a function there should take it. */
  EDGE_SENDS_SECRET(TELLS),
  /** A backend receives the secret. */
  BACKEND_RECEIVES_SECRET(TELLS),
  /** Somebody else's function at the edge is shown the secret. */
  FUNCTION_RECEIVES_SECRET(TELLS),

  /** An error page replaces refusals: neither a probe nor a viewer sees them as such. */
  HIDDEN_REFUSALS(BLIND),
  /** A probe's answer may come from a cache. */
  CACHED_PROBE(BLIND),
  /** A probe does not come to the target as it was sent. */
  ASTRAY_PROBE(BLIND),
  /** A probe is, or may be, refused by something else than the gate. */
  REFUSED_PROBE(BLIND),
  /** A resource policy of which it cannot be told whether it lets CloudFront's edges in. */
  POLICY_UNCLEAR(BLIND),
  /** Something could not be looked at. */
  UNREAD(BLIND);

  private final Severity severity;

  Kind(Severity severity) {
    this.severity = severity;
  }

  /**
   * @return the kind of this label; empty if there is none
   */
  public static Optional<Kind> of(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
  }

  public Severity severity() {
    return severity;
  }

  /** Its name in answers: {@code method-open}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the gate shuts nothing as long as it is so. */
  public boolean voids() {
    return this == WEB_ACL_MISSING || this == RULE_GROUP_OVERRIDDEN;
  }

  /** Whether a new secret would go to a stranger, or over the network in the clear. */
  public boolean givesAway() {
    return switch (this) {
      case FOREIGN_ORIGIN, PLAIN_ORIGIN, FOREIGN_PROBE, PLAIN_PROBE -> true;
      default -> false;
    };
  }
}
