package io.originlock.port;

import io.originlock.model.Header;
import java.util.List;
import java.util.Optional;

/** Sends real requests, each over a fresh connection, to the lock's own probe method. */
public interface Prober {

  /** A probe's outcome and, for people, what led to it; {@code detail} holds no secret. */
  record Probe(Verdict verdict, String detail) {}

  /** What a probe showed. */
  enum Verdict {
    /** The API answered with the marker and the probe's own nonce. */
    PASSED,
    /** The gate refused the request. */
    REFUSED,
    /** The API refused for another reason, or it failed: a viewer is not served either. */
    UNSERVED,
    /** Another party answered in its place: a web ACL of CloudFront's, an error page, a login. */
    INTERCEPTED,
    /** Nothing: nobody answered, or a cache, or there is nothing to probe. */
    INCONCLUSIVE;

    /** Whether it shows that a secret is let through, or that it is refused. */
    public boolean tells() {
      return this == PASSED || this == REFUSED;
    }
  }

  /**
   * One request to every stage of the lock, past CloudFront, with these headers: the worst verdict.
   *
   * @param reference what each host lets in whatever it has learnt, the empty list of headers if
   *     that is everyone; empty if there is no such thing. A stage that refuses this as well
   *     refuses for another reason, and shows nothing
   */
  Probe direct(List<Header> headers, Optional<List<Header>> reference);

  /** One request through a distribution, which adds its own headers. */
  Probe through(String distribution);
}
